"""A Markdown table of models measured by `evaluate.py --per-photo` on the same photographs.

The first one is the reference. Differences are resampled photograph by photograph (paired bootstrap); an
interval that leaves out 0 is a difference that other photographs of this kind would show as well.

    python compare.py NAME=FILE.safetensors NAME=FILE.safetensors ...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from evaluate import Measurements

ROWS = {
    "rmseAbOfGrey": "RMSE ab / grey",
    "cfRatio": "CF ratio",
    "psnr": "PSNR RGB",
    "deltaE2000": "mean dE00",
    "flipOverChroma": "flip / chroma",
}


def intervals(reference: Measurements, other: Measurements, resamples: int = 2000) -> dict[str, tuple[float, float]]:
    """95 % intervals of (other - reference) for each figure."""
    generator = torch.Generator().manual_seed(1)
    count = len(reference.values["se_ab"])
    differences: dict[str, list[float]] = {key: [] for key in ROWS}
    for _ in range(resamples):
        pick = torch.randint(count, (count,), generator=generator)
        one, two = reference.summary(pick), other.summary(pick)
        for key in ROWS:
            differences[key].append(two[key] - one[key])
    limits = torch.tensor([0.025, 0.975], dtype=torch.float64)
    found: dict[str, tuple[float, float]] = {}
    for key, values in differences.items():
        low, high = torch.tensor(values, dtype=torch.float64).quantile(limits).tolist()
        found[key] = (low, high)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="NAME=FILE")
    args = parser.parse_args()
    pairs = [model.rsplit("=", 1) for model in args.models]
    measured = {name: Measurements(load_file(Path(file))) for name, file in pairs}
    print("| model | " + " | ".join(ROWS.values()) + " |")
    print("|---" * (len(ROWS) + 1) + "|")
    reference = next(iter(measured.values()))
    for name, mine in measured.items():
        summary = mine.summary()
        cells = [f"{summary[key]:.3f}" for key in ROWS]
        if mine is not reference:
            spans = intervals(reference, mine)
            cells = [f"{c} ({low:+.3f} to {high:+.3f})" for c, (low, high) in zip(cells, spans.values(), strict=True)]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
