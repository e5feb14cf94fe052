"""How close the product is to the limit: ratios, measured in one run against what can't be beaten.

    python -m benchmarks [--short|--long] [--only WORDS]

One file a row of the table in docs/performance.md. `measure.py` has what they share, `machine.py` names the
machine, `page.py` writes the document from what was measured.
"""
