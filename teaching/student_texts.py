"""The texts of the student's copy: nothing in them points to what is left out.

The README, the Makefile and the notebooks are those of the course, shortened by rule,
so that a change there is a change here as well.
"""

import re
from collections.abc import Callable

KEPT_JOBS = ("help", "lab", "lab-frameworks", "clean")
KEPT_REQUIREMENTS = ("requirements.txt", "requirements-frameworks.txt")
WITH_TEACHER = "answers are with your teacher"
NOTEBOOK_CHANGES = (
    (r"answers are in \[solutions/[^\]]*\]\([^)]*\)", WITH_TEACHER),
    (r"answers are in the folder `solutions`", WITH_TEACHER),
    (r"Then read its solution\b", "Then ask your teacher"),
)
README_CHANGES = (
    (r"download the course \([^)]*\), unpack it", "unpack the course"),
    (r"\| in the cloud \|\n\|---", "|\n"),
    (r"\| \[open \d\d\]\[\d\d\] \|", "|"),
    (r" On Binder\s+everything is gone[^.]*\.", ""),
    (r" `make handouts` also\s+makes pages[^.]*\.", ""),
)


def student_notebook(text: str) -> str:
    """A lesson that sends nobody to the solutions."""
    for pattern, replacement in NOTEBOOK_CHANGES:
        text = re.sub(pattern, replacement, text)
    return text


def student_makefile(text: str) -> str:
    """A Makefile with the jobs of a learner only."""
    blocks = [block for block in text.split("\n\n") if _is_for_learners(block)]
    names = " ".join(KEPT_JOBS)
    phony = r"(?m)^\.PHONY:(?:.*\\\n)*.*$"
    kept = re.sub(phony, f".PHONY: {names}", "\n\n".join(blocks))
    return _without_unused_names(kept).rstrip() + "\n"


def _is_for_learners(block: str) -> bool:
    job = re.search(r"^([a-z][\w-]*):.*##", block, re.MULTILINE)
    needed = set(re.findall(r"[\w/]*requirements[\w-]*\.txt", block))
    return job[1] in KEPT_JOBS if job else needed <= set(KEPT_REQUIREMENTS)


def _without_unused_names(text: str) -> str:
    """Drop the variables that nothing uses any more, again and again."""
    for name in re.findall(r"^(\w+) *[:?]?=", text, re.MULTILINE):
        if f"$({name})" not in text:
            shorter = re.sub(rf"(?m)^{name} *[:?]?=(?:.*\\\n)*.*\n", "", text)
            return _without_unused_names(shorter)
    return text


def student_readme(text: str, is_there: Callable[[str], bool]) -> str:
    """A README without what leads to a job, a page or a place that is left out."""
    for pattern, replacement in README_CHANGES:
        text = re.sub(pattern, replacement, text)
    blocks = re.split(r"\n\n(?=\S)", text)
    kept = [_shortened(block, is_there) for block in blocks]
    return _without_empty_sections("\n\n".join(filter(None, kept))).rstrip() + "\n"


def _shortened(block: str, is_there: Callable[[str], bool]) -> str:
    """The block, or what is left of it: code and tables by line, lists by item.

    A paragraph goes as a whole: its other sentences may hang on the one that goes.
    """
    by_item = re.match(r"```|\||[-*] |\d+\. |\[[^]]+\]: ", block)
    parts = re.split(r"\n(?! )", block) if by_item else [block]
    kept = [part for part in parts if _leads_somewhere(part, is_there)]
    return re.sub(r"\A```\w*\n```\Z", "", "\n".join(kept))


def _leads_somewhere(part: str, is_there: Callable[[str], bool]) -> bool:
    jobs = re.findall(r"(?:\A|`)make ([a-z][\w-]*)", part)
    links = re.findall(r"\]\(([^)#\s]+)|(?:src|href)=\"([^\"#]+)", part)
    named = [*filter(None, sum(links, ())), *re.findall(r"`([\w.-]+/[\w./-]*)`", part)]
    places = [one for one in named if not re.match(r"[a-z]+:", one)]
    return (
        not re.search("binder|solutions", part, re.IGNORECASE)
        and all(job in KEPT_JOBS for job in jobs)
        and all(is_there(place) for place in places)
    )


def _without_empty_sections(text: str) -> str:
    """Drop headings that are followed by one of the same level or above, or nothing."""
    return re.sub(r"(?m)^(#{2,}) [^\n]*\n\n(?=(?!\1#)#{1,6} |\Z)", "", text)
