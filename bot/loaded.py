"""What questions are read against of all loaded plans at once: worked out once for an opened index, not for each question."""

import functools
import re
from collections.abc import Iterator, Mapping

from bot.mentions import Aliases
from corpus.language.places import stem
from corpus.models import PlanMetadata

# Words of titles that tell no field.
_NO_FIELD = frozenset(
    (
        "国民经济",
        "社会",
        "发展",
        "事业",
        "服务",
        "体系",
        "建设",
        "保护",
        "规划",
        "纲要",
        "专项",
        "远景",
        "目标",
        "五年",
        "政府",
        "工作",
        "报告",
        "计划",
        "方案",
        "行动",
        "实施",
        "通知",
        "印发",
        "关于",
        "人民政府",
        "办公室",
        "高质量",
        "现代化",
        "十四五",
        "十五五",
        "十三五",
        "时期",
        "综合",
        "改革",
        "推进",
        "年度",
        "办法",
        "意见",
        "管理",
    )
)
# A period in a title.
_PERIOD = re.compile(r"十[一二三四五六七八九]五")


class LoadedPlans(tuple[PlanMetadata, ...]):
    """The metadata of the loaded plans."""

    @functools.cached_property
    def aliases(self) -> Aliases:
        """Every way of naming a region of the plans -> the region: with and without suffix and superiors."""
        aliases = Aliases()
        for plan in self:
            forms = [plan.region, stem(plan.region)]
            for superior in plan.superiors:
                forms += [f"{s}{r}" for s in (superior, stem(superior)) for r in (plan.region, stem(plan.region))]
            for form in forms:
                aliases.setdefault(form, plan.region)
        return aliases

    @functools.cached_property
    def regions(self) -> dict[str, None]:
        """The regions of the plans, in the plans' order."""
        return dict.fromkeys(plan.region for plan in self)

    @functools.cached_property
    def by_field(self) -> dict[str, tuple[str, ...]]:
        """The words of titles that tell a field (养老 of 云陂县“十四五”养老服务体系建设规划), each with the regions of those
        documents."""
        found: dict[str, dict[str, None]] = {}
        for plan in self:
            for word in _field_words(plan.title):
                found.setdefault(word, {})[plan.region] = None
        return {word: tuple(regions) for word, regions in found.items()}

    @functools.cached_property
    def superiors(self) -> frozenset[str]:
        """The places that the regions of the plans lie in."""
        return frozenset(superior for plan in self for superior in plan.superiors)


def _field_words(title: str) -> list[str]:
    import rjieba

    words = rjieba.cut(_PERIOD.sub(" ", title))
    return [word for word in words if len(word) > 1 and word not in _NO_FIELD and not re.search(r"[市县区省\d]", word)]


class InnerPlaces(dict[str, str]):
    """The places without a document of their own in the tables of a larger one's plan, each with the region of that one."""

    def in_text(self, plain: str) -> Iterator[tuple[str, int, int]]:
        """(place, start, end) of each of them that ``plain`` names, by its first place there, whole or by its stem; in their
        own order."""
        near = {place for at in range(len(plain) - 1) for place in self._by_head.get(plain[at : at + 2], ())}
        for place in sorted(near, key=self._order.__getitem__):
            for form in (place, stem(place)):
                at = plain.find(form) if len(form) > 1 else -1
                if at >= 0:
                    yield place, at, at + len(form)
                    break

    @functools.cached_property
    def _order(self) -> dict[str, int]:
        return {place: at for at, place in enumerate(self)}

    @functools.cached_property
    def _by_head(self) -> Mapping[str, set[str]]:
        """The places by the first two characters, with which their stems begin as well."""
        found: dict[str, set[str]] = {}
        for place in self:
            found.setdefault(place[:2], set()).add(place)
        return found


class IndicatorNames(tuple[tuple[str, str], ...]):
    """(printed name, key) of the loaded plans' indicators: thousands, which are hashed once."""

    @functools.cached_property
    def _hashed(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hashed
