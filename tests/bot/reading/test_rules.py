"""Every rule gives its examples and none of its counter-examples; each rule is needed."""

import pytest

from bot.reading.rules import Rule, rules, spans_in

CASES = [pytest.param(rule, example, id=f"{rule.name}: {example}") for rule in rules() for example in rule.examples]
COUNTERS = [pytest.param(rule, example, id=f"{rule.name}: {example}") for rule in rules() for example in rule.counters]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_gives_a_span(rule: Rule, example: str) -> None:
    assert (rule.kind, rule.value) in {(span.kind, span.value) for span in spans_in(example)}


@pytest.mark.parametrize(("rule", "example"), COUNTERS)
def test_a_counter_example_gives_none(rule: Rule, example: str) -> None:
    assert rule.name not in {span.rule for span in spans_in(example)}


def test_names_are_unique_and_every_rule_has_examples_of_both_kinds() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    assert all(rule.examples and rule.counters for rule in rules())
