"""Answers about made-up plans, for faces and what they share."""

from bot.models import Answer, Citation, Fact


def citation(n: int, region: str, start: int = 10) -> Citation:
    """A citation of a made-up plan."""
    return Citation(
        n, f"{region}规划", region, "final", f"{region}.txt", "一 > 指标", "表", f"<引文{start}>", start, start + 5
    )


def figures(*regions: str, alternatives: tuple[str, ...] = ()) -> Answer:
    """An indicator answer: a baseline and a target for each region."""
    facts = [
        Fact(region, f"{region}规划", "床位数", "床位数", value, "张", year, role, region, "", "", n)
        for n, region in enumerate(regions, 1)
        for value, year, role in ((f"{n}.5", 2020, "baseline"), (f"<{n + 1}", 2025, "target"))
    ]
    lines = [f"{region} 床位数:目标 <{n + 1}张[{n}]" for n, region in enumerate(regions, 1)]
    cited = tuple(citation(n, region, 10 * n) for n, region in enumerate(regions, 1))
    return Answer("床位?", False, None, "\n".join(lines), tuple(facts), cited, alternatives)
