"""What is so already, and what is planned."""

import pytest

from bot.reading.aspects import aspects, only_planned, words

CASES = [(name, text) for name, entry in words().items() for text in entry["examples"]]
COUNTERS = [(name, text) for name, entry in words().items() for text in entry["counters"]]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_an_example_is_so(name: str, text: str) -> None:
    assert aspects()[name].search(text)


@pytest.mark.parametrize(("name", "text"), COUNTERS)
def test_a_counter_example_is_not(name: str, text: str) -> None:
    assert not aspects()[name].search(text)


def test_what_is_planned_is_not_so_yet() -> None:
    assert only_planned("云溪二院已经是三甲了吧", "支持云溪市第二人民医院于2029年前创成三级甲等医院")
    assert not only_planned("云溪二院已经是三甲了吧", "云溪市第二人民医院为三级甲等医院")
    assert not only_planned("云溪二院哪年创三甲", "支持云溪市第二人民医院于2029年前创成三级甲等医院")
