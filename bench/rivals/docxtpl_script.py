"""What a user of docxtpl writes: values from YAML into a template, a report for each pair of files.

Call: docxtpl_script.py TEMPLATE VALUES OUTPUT [VALUES OUTPUT]…
"""

import sys

import yaml
from docxtpl import DocxTemplate


def build(template: str, values: str, output: str) -> None:
    """Write a report."""
    with open(values, encoding="utf-8") as stream:  # noqa: PTH123 - as the manual has it
        context = yaml.safe_load(stream)
    document = DocxTemplate(template)
    document.render(context)
    document.save(output)


if __name__ == "__main__":
    pairs = sys.argv[2:]
    for values, output in zip(pairs[::2], pairs[1::2], strict=True):
        build(sys.argv[1], values, output)
