"""The page of problem files and their JSON Schema, written from the model."""

import json

from routing.formats import schema, tables

_BEGIN = """# Problem files

<!-- Written by `make docs` from the model; a test compares them. -->

What sheets cannot say (compartments, own starts and ends, several breaks, soft windows, traffic, balance, vehicles under way) a problem file can. It is JSON, planned
by `coldchain plan FILE` as sheets are. Times are seconds from the day's midnight and may run past it (22:00 is 79200, six in the morning after is 108000);
money is cents; locations are rows of the two matrices, counted from 0. What the rules mean is in [routing.md](routing.md).

A field that is not listed here is refused with the name that was probably meant, so is one that stands there twice: it would otherwise be a rule that is silently not
kept. For editors and programs: [problem-schema.json](problem-schema.json), or `coldchain docs problem-schema`.

```json
{
 "depots": [{"id": "main", "location": 0}],
 "stops": [
  {"id": "A1", "location": 1, "goods": [{"temperature_class": "chilled", "amount": [120000, 12, 0]}],
   "windows": [{"start_s": 28800, "end_s": 34200}], "service_s": 300}
 ],
 "vehicles": [
  {"id": "van", "start_location": 0, "end_location": 0, "capacity": [900000, 90, 5000000], "temperature_classes": ["chilled"],
   "shift_start_s": 21600, "shift_end_s": 54000, "fixed_cost": 12000, "cost_per_km": 220, "cost_per_hour": 3000,
   "breaks": [{"earliest_s": 41400, "latest_s": 46800, "duration_s": 1800}]}
 ],
 "travel_s": [[0, 900], [900, 0]],
 "distance_m": [[0, 6000], [6000, 0]],
 "matrix_version": "by hand"
}
```
"""  # noqa: E501 - lines of a page, not of code


def page() -> str:
    """docs/problem-files.md as it has to be."""
    parts = [_BEGIN]
    for name, rows in tables():
        parts.append(
            f"\n## {name.capitalize()}\n| Field | | Default | Meaning |\n|---|---|---|---|\n"
        )
        for field, kind, default, meaning in rows:
            parts.append(f"| `{field}` | {kind} | {default or 'needed'} | {meaning} |\n")
    return "".join(parts)


def schema_text() -> str:
    """docs/problem-schema.json as it has to be."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
