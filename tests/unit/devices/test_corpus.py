"""Every line of the corpora, through the commands, which see no answers."""

import pytest

from tests.unit.devices.corpus import alike, ask, corpus_lines

COMMANDS = {
    "mqtt": (("decode", "mqtt"), 0.01),
    "serial": (("decode", "serial"), 1e-4),
    "modbus": (("decode", "modbus"), 1e-6),
    "mkt": (("devices", "mkt"), 0.005),
    "excursion": (("devices", "excursions"), 1e-6),
}
_answers: dict[str, dict] = {}


def answers(name: str) -> dict:
    """The command's answers by line, asked once and in one stream."""
    if name not in _answers:
        lines = [line for (line,) in (param.values for param in corpus_lines(name))]
        unanswered = [{key: one[key] for key in one if key != "expect"} for one in lines]
        _answers[name] = {one["id"]: one for one in ask(*COMMANDS[name][0], lines=unanswered)}
    return _answers[name]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param(name, *param.values, id=f"{name}-{param.id}", marks=param.marks)
        for name in COMMANDS
        for param in corpus_lines(name)
    ],
)
def test_each_line_of_the_corpus_gets_the_answer_it_expects(name: str, line: dict) -> None:
    answer = answers(name)[line["id"]]
    assert alike(answer["got"], line["expect"], COMMANDS[name][1]), answer
