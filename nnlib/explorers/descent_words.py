"""What the downhill explorer says: where a walk is, and what became of it."""

from nnlib.explorers.landscapes import LONGEST, Descent, limit_between
from nnlib.plots.numbers import plain_text


def descent_words(name: str, walk: Descent) -> str:
    """Where a walk is, how steep it is there, and what became of it."""
    steps = f"{walk.steps} step" + "s" * (walk.steps != 1)
    when = f"after {steps}" if walk.steps else "at the start"
    pairs = zip(walk.landscape.weights, walk.places[-1], strict=True)
    place = ", ".join(f"{weight} = {plain_text(value)}" for weight, value in pairs)
    slopes = "slope" if len(walk.slope) == 1 else "slopes"
    return (
        f"{name.capitalize()}, learning rate {plain_text(walk.rate)}, {when}: {place}, "
        f"loss {plain_text(walk.losses[-1])}, {slopes} "
        f"{' and '.join(map(plain_text, walk.slope))}. "
        f"{verdict_words(walk)}"
    )


def verdict_words(walk: Descent) -> str:
    """What became of a walk, or what the last step did."""
    return {
        "moving": lambda: step_words(walk),
        "settled": lambda: "Settled: less than a 10,000th of the first loss is left.",
        "slow": lambda: f"Slow: {LONGEST} steps, and it is still on its way down.",
        "diverged": lambda: (
            "Diverged: the loss is more than 1,000 times that of the start, and the "
            "next step would be longer still. This rate is too large."
        ),
        "growing": lambda: (
            "Diverged, slowly: the loss grows from step to step. "
            "This rate is too large."
        ),
        "circling": lambda: (
            "Failed: every second step comes back to the same place, forever. "
            "This rate is too large."
        ),
        "swinging": lambda: (
            f"Failed: after {LONGEST} steps it is still thrown to and fro. "
            "This rate is too large."
        ),
        "stuck": lambda: (
            "Failed: a step threw it onto the flat part, where the slopes are 0. "
            "h1 is off here and will not move again. This rate is too large."
        ),
    }[walk.verdict]()


def step_words(walk: Descent) -> str:
    """What the last step did to the loss, and how far the next one goes."""
    change = [plain_text(one) for one in -walk.rate * walk.slope]
    ahead = f"The next step is {' and '.join(change)}."
    if not walk.steps:
        return f"{ahead} Press Step or Play."
    before, now = walk.losses[-2:]
    moved = "fell" if now < before else "rose" if now > before else "did not change"
    return f"The loss {moved}. {ahead}"


def limit_words(tried: dict[float, str]) -> str:
    """What the rates tried so far say about the largest stable rate."""
    limit = limit_between(tried)
    if limit is None:
        return ""
    low, high = map(plain_text, limit)
    return f"Your runs so far: {low} settled, {high} failed. The limit lies between."
