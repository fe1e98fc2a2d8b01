"""Questions for what a plan's running text, project table and cover say, and for what they do not say."""

from collections.abc import Iterator

from judging import Case
from question_figures import worded
from synthetic import SyntheticPlan
from synthetic_facts import TrueFact
from synthetic_wording import (
    META,
    PROJECT,
    PROJECT_LARGEST,
    PROJECT_LIST,
    WHICH_BRAND,
    WHICH_FIGURE,
    WHICH_SENTENCE,
    short_of,
)
from synthetic_world import World, is_number, names_of, own_cells, sentences_on, shown

_TEXTS = 4
_SELDOM = 0.25
_HAN = "〇一二三四五六七八九十"


def text_cases(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    """Questions for one plan."""
    for fact in world.draw.sample(plan.facts, _TEXTS):
        yield from _fact(world, plan, fact)
    yield from _text_indicator(world, plan)
    yield from _which_document(world, plan)
    yield from _projects(world, plan)
    yield from _metadata(world, plan)


def _fact(world: World, plan: SyntheticPlan, fact: TrueFact) -> Iterator[Case]:
    said = [ask for ask in fact.form.asks if ask.answers]
    unsaid = [ask for ask in fact.form.asks if not ask.answers]
    ask = world.draw.choice(said)
    question = worded(world, plan, tuple(fact.filled(wording) for wording in ask.wordings))
    answers = tuple(fact.filled(answer) for answer in ask.answers)
    kind = (
        "text list" if "{items}" in ask.answers[0] else "text figure" if "{pick}" not in ask.answers[0] else "text fact"
    )
    yield Case(kind, question, regions=(plan.region,), texts=answers, quotes=answers)
    if unsaid and world.draw.random() < 0.5:
        question = worded(world, plan, tuple(fact.filled(wording) for wording in unsaid[0].wordings))
        yield Case("text unsaid", question, refused=True)
    if "{n}场" in ask.answers:
        true = world.draw.random() < 0.5
        number = fact.numbers[0] + (0 if true else 7)
        question = worded(world, plan, ("{R}每年组织政策宣讲进村居活动{number}场，对吗？",), number=number)
        yield Case("text check", question, not true, (plan.region,), answers)


def _text_indicator(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    """An indicator that only a sentence has a figure of."""
    for name, unit, *_ in plan.area.indicators:
        for sentence in sentences_on(plan, name)[:1]:
            year = next((year for year in (2019, 2020, 2025) if f"{year}年" in sentence), None)
            if name not in names_of(plan) and year:
                value = sentence.split("达到" if year == 2025 else "为", 1)[1].split(unit)[0] + unit
                question = worded(
                    world, plan, ("{R}{year}年{name}是多少？", "{r} {name} {year}年"), name=name, year=year
                )
                yield Case("text indicator", question, regions=(plan.region,), texts=(value,), quotes=(value,))


def _which_document(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    text = {other.region: "".join(s for _, s in other.sentences) for other in world.plans}
    others = tuple(other.region for other in world.plans if other is not plan)
    values = [cell.value for other in world.plans for cell in other.cells]
    once = [
        cell
        for cell in own_cells(plan)
        if is_number(cell) and cell.year and len(cell.value) > 3 and sum(cell.value in value for value in values) == 1
        if not any(cell.value in said for said in text.values())
    ]
    if once:
        cell = world.draw.choice(once)
        slots = {"name": cell.indicator, "year": cell.year, "value": cell.value, "unit": cell.unit}
        question = world.draw.choice(WHICH_FIGURE).format(**slots)
        yield Case("which figure", question, False, (plan.region,), (plan.region, shown(cell)), (cell.value,), others)
        wrong = f"{float(cell.value) + 0.37:.2f}"
        if not any(wrong in said for said in (*values, *text.values())):
            question = world.draw.choice(WHICH_FIGURE).format(**(slots | {"value": wrong}))
            yield Case("which no figure", question, refused=True)
    for fact in plan.facts:
        phrase = fact.filled("{pick}")
        if "品牌" in fact.sentence:
            regions = tuple(region for region, said in text.items() if phrase in said)
            question = world.draw.choice(WHICH_BRAND).format(phrase=phrase)
            yield Case("which phrase", question, regions=regions, texts=regions, quotes=(phrase,))
    fact = world.draw.choice(plan.facts)
    phrase = fact.filled(fact.form.sentence)
    regions = tuple(region for region, said in text.items() if phrase in said)
    question = world.draw.choice(WHICH_SENTENCE).format(phrase=phrase)
    yield Case("which sentence", question, regions=regions, texts=regions, quotes=(phrase,))
    question = world.draw.choice(WHICH_BRAND).format(
        phrase=world.draw.choice(("星河筑梦", "一老一小同心圆", "红石榴驿站"))
    )
    yield Case("which none", question, refused=True)


def _projects(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    """Not as often as they are listed: a golden set has one such question in a hundred."""
    project = world.draw.choice(plan.projects)
    part = world.draw.choice(list(PROJECT))
    short = project.name.replace(plan.region, short_of(plan.region))
    question = world.draw.choice(PROJECT[part]).format(project=project.name, short=short)
    answer = {"money": project.investment, "content": project.content, "years": project.years}[part]
    yield Case(f"project {part}", question, False, (plan.region,), (answer,), (project.name,))
    if world.draw.random() < _SELDOM:
        names = tuple(project.name for project in plan.projects)
        yield Case("project list", worded(world, plan, PROJECT_LIST), False, (plan.region,), names, names)
    if world.draw.random() < _SELDOM:
        most = max(plan.projects, key=lambda project: int(project.investment))
        texts = (most.name, most.investment)
        yield Case("project largest", worded(world, plan, PROJECT_LARGEST), False, (plan.region,), texts, texts)


def _metadata(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    truth = {
        "number": (plan.number,),
        "issuer": (plan.issuer,),
        "date": (_dates(plan.date),),
        "status": (("征求意见稿",) if plan.draft else ("正式",)),
        "period": tuple(map(str, plan.period)),
        "title": (plan.title,),
    }
    for part in world.draw.sample(list(META), 2):
        texts = truth[part]
        question = worded(world, plan, META[part])
        if all(texts):
            yield Case(f"cover {part}", question, False, (plan.region,), texts)
        else:
            yield Case("cover unsaid", question, refused=True)


def _dates(date: str) -> tuple[str, ...]:
    """The ways to write a date (2022-03-05 or 2022-03); empty where there is none."""
    if not date:
        return ()
    year, month, *day = (int(part) for part in date.split("-"))
    han = f"{''.join(_HAN[int(digit)] for digit in str(year))}年"
    return (f"{year}年{month}月" + (f"{day[0]}日" if day else ""), han)
