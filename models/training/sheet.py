"""Contact sheets: what the numbers do not show.

    python sheet.py WEIGHTS [WEIGHTS ...] --photos FOLDER --out FILE.png [--every N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from colour import lab_to_srgb, srgb_to_lab
from export import load_network
from network import AB_SCALE, L_HALF, TintypeMobile


@torch.no_grad()
def colourise(network: TintypeMobile, luminance: Tensor, gain: float = 1.0) -> Tensor:
    """L* [1,1,H,W] 0..100 of any size -> sRGB 0..1 [1,3,H,W]."""
    height, width = luminance.shape[2:]
    scale = 256 / min(height, width)
    size = [max(32, round(side * scale / 32) * 32) for side in (height, width)]
    small = F.interpolate(luminance, size, mode="bilinear", antialias=True, align_corners=False)
    ab = network(small / L_HALF - 1).float() * AB_SCALE * gain
    ab = F.interpolate(ab, (height, width), mode="bilinear", align_corners=False)
    return lab_to_srgb(torch.cat([luminance, ab], 1))


def luminance_of(path: Path, side: int) -> Tensor:
    """A photograph's L* [1,1,H,W], long side at most `side`."""
    with Image.open(path) as image:
        image = image.convert("RGB")
        image.thumbnail((side, side))
        rgb = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255
    return srgb_to_lab(rgb)[:, :1]


def grid(cells: list[Tensor], columns: int, side: int) -> Image.Image:
    """sRGB 0..1 [3,h,w] pictures, none larger than `side`, on white."""
    rows = -(-len(cells) // columns)
    sheet = torch.ones(3, rows * side, columns * side)
    for i, cell in enumerate(cells):
        top, left = i // columns * side, i % columns * side
        sheet[:, top : top + cell.shape[1], left : left + cell.shape[2]] = cell
    return Image.fromarray((sheet.permute(1, 2, 0) * 255).round().byte().numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--photos", type=Path, required=True, help="folder of photographs; their colour is ignored")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take every Nth photograph")
    parser.add_argument("--side", type=int, default=256, help="pixels a cell")
    parser.add_argument("--columns", type=int, default=6)
    args = parser.parse_args()
    networks = [load_network(path) for path in args.weights]
    cells: list[Tensor] = []
    for path in sorted(args.photos.glob("*.*"))[:: args.every]:
        luminance = luminance_of(path, args.side)
        cells += [colourise(network, luminance)[0] for network in networks]
    grid(cells, args.columns, args.side).save(args.out)


if __name__ == "__main__":
    main()
