"""What is said about a diagnosis of a sick run: why it is right, or why it is not.

Every wrong choice has its own reason for every run: it names the sign that this disease
would show, and what is seen in its place.
"""

from nnlib.explorers.sick_networks import (
    DEAD,
    OVER_FITTING,
    TOO_HIGH,
    TOO_LOW,
    TOO_SMALL,
)

NOTHING = "nothing is wrong"
DIAGNOSES = (TOO_HIGH, TOO_LOW, DEAD, OVER_FITTING, TOO_SMALL, NOTHING)

RIGHT = {
    TOO_LOW: "The loss falls in every epoch, smoothly, and is far from finished. The "
    "weights at the end lie on those of the start: 60 epochs have hardly moved them. "
    "With a rate 1,000 times as large the loss of this network ends at 0.049.",
    DEAD: "All 32 units of the second hidden layer are off for every sample. No "
    "gradient passes them, so nothing before them can learn again. A step that was too "
    "long has thrown them there in the first epoch. Start anew with a smaller rate: "
    "from 0.01 the loss ends at 0.032.",
    OVER_FITTING: "The training loss falls to the end, but the validation loss turns "
    "round at epoch 89 and ends at more than 6 times its lowest value. The network "
    "learns its samples by heart, noise included. Stop earlier, or take more samples, "
    "L2 or dropout.",
    TOO_HIGH: "The loss jumps from epoch to epoch and ends far above its lowest value. "
    "The steps are too long to settle, and they have thrown the weights far out. With "
    "a hundredth of this rate the loss ends at 0.07.",
    TOO_SMALL: "All weights start within ±0.04. Each layer makes the signal smaller, "
    "and the gradient on its way back as well, so that nothing moves. From "
    "weights with a fitting spread, the loss of this network ends at 0.073.",
}

_MEAN = "0.5 is the loss of a network that always predicts the mean"

WRONG = {
    TOO_LOW: {
        TOO_HIGH: "Steps that are too long make the loss jump. This one falls in every "
        "single epoch, only slowly.",
        DEAD: "Dead units leave the loss flat. This one still falls in the last epoch, "
        "and only 5 of the 64 units are off: that is usual.",
        OVER_FITTING: "In over-fitting the validation loss turns round and rises. Here "
        "it falls beside the training loss to the end.",
        TOO_SMALL: "Weights that start too small stand in one peak at 0, and the loss "
        "is flat. These are spread as they should be. They only hardly move.",
        NOTHING: "The curve is smooth, but it has not arrived: it still falls in the "
        "last epoch. Look at how far the weights have moved.",
    },
    DEAD: {
        TOO_HIGH: "Nearly: a step that was too long began it. But a rate that is too "
        "high makes the loss jump, and this one stands still. A smaller rate from here "
        "on would not help. Which units are off?",
        TOO_LOW: "With a rate that is too low the weights stay where they started. "
        "These have moved far, and then stopped.",
        OVER_FITTING: "Over-fitting needs a training loss that falls. This one stays "
        "at 0.5.",
        TOO_SMALL: "Flat, yes. But these weights started well spread, not in one peak "
        "at 0. Look at how many units are off.",
        NOTHING: f"{_MEAN}. This one has learned nothing.",
    },
    OVER_FITTING: {
        TOO_HIGH: "Steps that are too long make the loss jump. This training loss "
        "glides down.",
        TOO_LOW: "The training loss has come down to 0.042, lower than in all the "
        "other runs. The trouble is in the other curve.",
        DEAD: "No unit is off for all samples, and the training loss falls to the end.",
        TOO_SMALL: "From a start that is too small the training loss stays flat. This "
        "one falls from the first epoch on.",
        NOTHING: "The training loss looks fine. But on samples that it was not trained "
        "on the network gets worse and worse after epoch 89.",
    },
    TOO_HIGH: {
        TOO_LOW: "With a rate that is too low the loss falls smoothly and the weights "
        "stay near their start. Here the loss jumps, and the weights are far away.",
        DEAD: "No unit is off for all samples. And a dead network stands still, while "
        "this loss jumps.",
        OVER_FITTING: "In over-fitting the training loss goes on falling. Here it "
        "rises together with the validation loss.",
        TOO_SMALL: "These weights started well spread, and most of them are beyond "
        "±1.5 by now. That is the opposite of small.",
        NOTHING: "The lowest loss was that of an early epoch. Since then it has jumped "
        "about, and at the end it is several times as high.",
    },
    TOO_SMALL: {
        TOO_HIGH: "Steps that are too long make the loss jump and throw the weights "
        "far out. Here neither moves.",
        TOO_LOW: "A tempting one: nothing moves. But with a rate that is too low the "
        "loss still falls a little in every epoch. Here it does not. See where the "
        "weights stand.",
        DEAD: "Flat, yes, but no unit is off for all samples. These are tanh units, "
        "which cannot die like that: their outputs are only tiny.",
        OVER_FITTING: "Over-fitting needs a training loss that falls. This one stays "
        "at 0.5.",
        NOTHING: f"{_MEAN}. This one has learned nothing.",
    },
}


def verdict(disease: str, diagnosis: str) -> str:
    """What to say about this diagnosis of a run with that disease."""
    if diagnosis == disease:
        return f"Right: {disease}. {RIGHT[disease]}"
    return f"Not “{diagnosis}”. {WRONG[disease][diagnosis]}"
