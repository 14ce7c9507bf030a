"""A quick score on held-out photographs, for choosing between checkpoints.

The decisive evaluation is the application's own (`tintype evaluate`); this one follows its protocol:
largest centre square, brought down (never up) to a multiple of 32, true L* recombined, 8-bit truth.

    python evaluate.py WEIGHTS [--limit N] [--hints] [--gain G] [--json FILE] [--per-photo FILE]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor

import data
from augment import Draw, simulate_hints
from colour import lab_to_srgb, srgb_to_lab
from export import load_network
from network import AB_SCALE, L_HALF, TintypeMobile


def squares(photos: data.PhotoSet, size: int) -> dict[int, list[Tensor]]:
    """Centre squares by side: uint8 [side,side,3], side = short side down to a multiple of 32, at most `size`."""
    found: dict[int, list[Tensor]] = {}
    for i in range(len(photos)):
        photo = photos.photo(i)
        short = min(photo.shape[:2])
        side = min(size, short // 32 * 32)
        if side < 32:
            continue
        top, left = (photo.shape[0] - short) // 2, (photo.shape[1] - short) // 2
        square = photo[top : top + short, left : left + short].cpu()
        image = Image.fromarray(square.numpy()).resize((side, side), Image.Resampling.BICUBIC)
        found.setdefault(side, []).append(torch.from_numpy(np.array(image)))
    return found


def colourfulness(rgb: Tensor, absolute: bool = False) -> Tensor:
    """Hasler and Suesstrunk's colourfulness of sRGB 0..1 [B,3,H,W] -> [B] on the 0..255 scale.

    Published tables often take absolute opponent channels first; `absolute` does so.
    """
    r, g, b = (rgb * 255).flatten(2).unbind(1)
    rg, yb = r - g, 0.5 * (r + g) - b
    if absolute:
        rg, yb = rg.abs(), yb.abs()
    spread = (rg.var(1) + yb.var(1)).sqrt()
    return spread + 0.3 * (rg.mean(1) ** 2 + yb.mean(1) ** 2).sqrt()


def delta_e_2000(one: Tensor, two: Tensor) -> Tensor:
    """CIEDE2000 of two L*a*b* [B,3,H,W] -> [B,H,W]."""
    l1, a1, b1 = one.unbind(1)
    l2, a2, b2 = two.unbind(1)
    mean_c = (torch.hypot(a1, b1) + torch.hypot(a2, b2)) / 2
    g = 0.5 * (1 - (mean_c**7 / (mean_c**7 + 25.0**7)).sqrt())
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = torch.hypot(a1, b1), torch.hypot(a2, b2)
    h1, h2 = torch.rad2deg(torch.atan2(b1, a1)) % 360, torch.rad2deg(torch.atan2(b2, a2)) % 360
    coloured = c1 * c2 > 0
    dh = (h2 - h1 + 180) % 360 - 180
    dh = torch.where(coloured, dh, torch.zeros_like(dh))
    mean_h = torch.where(coloured, (h1 + dh / 2) % 360, h1 + h2)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * torch.cos(torch.deg2rad(mean_h - 30))
        + 0.24 * torch.cos(torch.deg2rad(2 * mean_h))
        + 0.32 * torch.cos(torch.deg2rad(3 * mean_h + 6))
        - 0.20 * torch.cos(torch.deg2rad(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / (20 + (mean_l - 50) ** 2).sqrt()
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = -2 * (mean_c**7 / (mean_c**7 + 25.0**7)).sqrt()
    rotation = rotation * torch.sin(torch.deg2rad(60 * torch.exp(-(((mean_h - 275) / 25) ** 2))))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * (c1 * c2).sqrt() * torch.sin(torch.deg2rad(dh) / 2) / s_h
    return (d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h).clamp_min(0).sqrt()


@dataclass
class Measurements:
    """Per-photograph measurements, each a float64 [photos]; summed squares are means over pixels."""

    values: dict[str, Tensor]

    def summary(self, pick: Tensor | None = None) -> dict[str, float]:
        """The figures of a table row; `pick` [n] chooses photographs (with repetition, for the bootstrap)."""
        v = self.values if pick is None else {k: t[pick] for k, t in self.values.items()}
        rmse, grey = v["se_ab"].mean().sqrt(), v["se_ab_grey"].mean().sqrt()
        return {
            "rmseAb": rmse.item(),
            "rmseAbOfGrey": (rmse / grey).item(),
            "cfRatio": (v["cf"].mean() / v["cf_true"].mean()).item(),
            "cfRatioAbsolute": (v["cf_abs"].mean() / v["cf_abs_true"].mean()).item(),
            "meanAbsoluteDeltaCf": (v["cf"] - v["cf_true"]).abs().mean().item(),
            "psnr": (-10 * v["se_rgb"].log10()).mean().item(),
            "psnrGrey": (-10 * v["se_rgb_grey"].log10()).mean().item(),
            "deltaE2000": v["de"].mean().item(),
            "flipDisagreement": v["flip"].mean().item(),
            "flipOverChroma": (v["flip"].mean() / v["chroma"].mean()).item(),
            "chroma": v["chroma"].mean().item(),
        }


@torch.no_grad()
def measure(
    network: TintypeMobile,
    sets: dict[int, list[Tensor]],
    device: torch.device,
    gain: float = 1.0,
    hinted: bool = False,
    batch: int = 16,
) -> Measurements:
    """Score `network` on the squares; its output chroma is multiplied by `gain`.

    `hinted` gives every square simulated hints, the same ones each time.
    """
    network.eval()
    rows: dict[str, list[Tensor]] = {}
    for images in sets.values():
        for start in range(0, len(images), batch):
            rgb = torch.stack(images[start : start + batch]).to(device).permute(0, 3, 1, 2).float() / 255
            lab = srgb_to_lab(rgb)
            luminance, true = lab[:, :1], lab[:, 1:]
            x = (luminance / L_HALF - 1).contiguous(memory_format=torch.channels_last)
            hints = simulate_hints(true / AB_SCALE, Draw(start, device), share=1.0) if hinted else None
            mirrored_hints = None if hints is None else hints.flip(3)
            ab = network(x, hints).float() * AB_SCALE * gain
            mirrored = network(x.flip(3), mirrored_hints).float().flip(3) * AB_SCALE * gain
            full = F.interpolate(ab, scale_factor=2, mode="bilinear", align_corners=False)
            out = (lab_to_srgb(torch.cat([luminance, full], 1)) * 255).round() / 255
            grey = (lab_to_srgb(torch.cat([luminance, torch.zeros_like(full)], 1)) * 255).round() / 255
            out_lab = srgb_to_lab(out)
            values = {
                "se_ab": ((out_lab[:, 1:] - true) ** 2).mean((1, 2, 3)),
                "se_ab_grey": (true**2).mean((1, 2, 3)),
                "se_rgb": ((out - rgb) ** 2).mean((1, 2, 3)),
                "se_rgb_grey": ((grey - rgb) ** 2).mean((1, 2, 3)),
                "cf": colourfulness(out),
                "cf_true": colourfulness(rgb),
                "cf_abs": colourfulness(out, absolute=True),
                "cf_abs_true": colourfulness(rgb, absolute=True),
                "de": delta_e_2000(out_lab, lab).mean((1, 2)),
                "flip": torch.linalg.vector_norm(ab - mirrored, dim=1).mean((1, 2)),
                "chroma": torch.linalg.vector_norm(ab, dim=1).mean((1, 2)),
            }
            for key, value in values.items():
                rows.setdefault(key, []).append(value.double().cpu())
    return Measurements({key: torch.cat(parts) for key, parts in rows.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="a safetensors file, unfolded or in the shipped layout")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--size", type=int, default=256, help="largest side of the squares")
    parser.add_argument("--limit", type=int, help="measure only the first N held-out photographs")
    parser.add_argument("--gain", type=float, default=1.0, help="multiply the output's chroma")
    parser.add_argument("--hints", action="store_true", help="give simulated colour hints, about seven a photograph")
    parser.add_argument("--json", type=Path, help="write the summary here")
    parser.add_argument("--per-photo", type=Path, help="write per-photograph measurements here, for compare.py")
    args = parser.parse_args()
    torch.set_num_threads(2)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = load_network(args.weights).to(device, memory_format=torch.channels_last)
    sets = squares(data.load(args.data, held_out=True, limit=args.limit), args.size)
    measured = measure(network, sets, device, args.gain, args.hints)
    summary = measured.summary() | {f"photos{side}px": len(s) for side, s in sorted(sets.items())}
    print(json.dumps(summary, indent=2))
    if args.json:
        args.json.write_text(json.dumps(summary, indent=2) + "\n")
    if args.per_photo:
        save_file(measured.values, args.per_photo)


if __name__ == "__main__":
    main()
