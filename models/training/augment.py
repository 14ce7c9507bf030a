"""From packed photographs to training batches, vectorised on the photographs' own device.

Everything random is drawn from one generator per batch, which lives on the CPU, so that a batch is
a function of its seed alone, whatever the device, and a resumed run meets the batches it would have met.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from colour import lightness, linear_to_lab, srgb_to_linear
from data import PhotoSet
from network import AB_SCALE, L_HALF

#: The luminance table of the JPEG standard, quality 50.
_JPEG_LUMA = torch.tensor(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ],
    dtype=torch.float32,
)
_MAX_HINTS = 24
_MAX_PATCH = 9
#: Of a blur, px to either side.
_REACH = 6


@dataclass
class Batch:
    """luminance [B,1,S,S] in -1..1; hints [B,3,S,S] (a/110, b/110, mark); target [B,2,S/2,S/2] as ab/110."""

    luminance: Tensor
    hints: Tensor
    target: Tensor


class Draw:
    """Random numbers from one seed, moved to the device that needs them."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self._device = device

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        return torch.rand(shape, generator=self._generator).to(self._device) * (high - low) + low

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(shape, generator=self._generator).to(self._device)

    def chance(self, *shape: int, p: float) -> Tensor:
        return self.uniform(*shape) < p


def crop(photos: PhotoSet, index: Tensor, size: int, draw: Draw) -> Tensor:
    """Random square crops of the photographs `index` [B], mirrored half of the time: sRGB 0..1 [B,3,size,size].

    The side is .6 to 1.0 of the short side. Four taps a pixel (nearest, at a doubled grid, averaged)
    cost as much as bilinear sampling and, unlike it, do not alias when the crop is brought down.
    """
    b = len(index)
    h, w, start = photos.heights[index], photos.widths[index], photos.offsets[index]
    side = torch.minimum(h, w) * draw.uniform(b, low=0.6, high=1.0)
    top = (h - side) * draw.uniform(b)
    left = (w - side) * draw.uniform(b)
    grid = (torch.arange(2 * size, device=side.device) + 0.5) / (2 * size)
    ys = (top[:, None] + grid * side[:, None]).long()
    xs = (left[:, None] + grid * side[:, None]).long()
    xs = torch.where(draw.chance(b, 1, p=0.5), xs.flip(1), xs)
    ys = torch.minimum(ys, h[:, None] - 1)
    xs = torch.minimum(xs, w[:, None] - 1)
    flat = (start[:, None] + ys * w[:, None])[:, :, None] + xs[:, None, :]
    taps = photos.pixels[flat.view(-1)].view(b, 2 * size, 2 * size, 3)
    return F.avg_pool2d(taps.permute(0, 3, 1, 2).float(), 2) / 255


def simulate_hints(ab: Tensor, draw: Draw, share: float) -> Tensor:
    """Colour hints for `share` of the pictures. ab [B,2,S,S] as ab/110 -> [B,3,S,S].

    Patch counts are geometric (p = 1/8), sides 1 to 9 px, positions normal about the centre; each patch
    carries the mean true colour below it with an error of 4 units, as a hand would give it.
    """
    b, _, size, _ = ab.shape
    count = (torch.log(draw.uniform(b, low=1e-6)) / math.log(7 / 8)).ceil().clamp(1, _MAX_HINTS)
    count = torch.where(draw.chance(b, p=share), count, torch.zeros_like(count))
    side = draw.uniform(b, _MAX_HINTS, low=1, high=_MAX_PATCH + 1).long()
    corner = (draw.normal(2, b, _MAX_HINTS) * size / 4 + size / 2).long().clamp(0, size - _MAX_PATCH)
    cell = torch.arange(_MAX_PATCH, device=ab.device)
    inside = cell < side[:, :, None]
    active = (torch.arange(_MAX_HINTS, device=ab.device) < count[:, None])[:, :, None, None]
    active = active & inside[:, :, :, None] & inside[:, :, None, :]
    rows = (corner[0][:, :, None] + cell)[:, :, :, None]
    columns = (corner[1][:, :, None] + cell)[:, :, None, :]
    where = (rows * size + columns).view(b, 1, -1)
    colours = ab.reshape(b, 2, -1).gather(2, where.expand(-1, 2, -1)).view(b, 2, *active.shape[1:])
    weight = active[:, None].to(ab.dtype)
    mean = (colours * weight).sum((3, 4)) / weight.sum((3, 4)).clamp_min(1)
    mean = mean + draw.normal(b, 2, _MAX_HINTS) * 4 / AB_SCALE
    values = torch.cat([mean[..., None, None].expand_as(colours), torch.ones_like(weight)], 1) * weight
    hints = ab.new_zeros(b, 3, size * size)
    # Overlapping patches add up and are averaged; inactive cells add zero.
    hints.scatter_add_(2, where.expand(-1, 3, -1), values.reshape(b, 3, -1))
    mark = hints[:, 2:]
    hints = torch.cat([hints[:, :2] / mark.clamp_min(1), mark.clamp_max(1)], 1)
    return hints.view(b, 3, size, size)


def _blur(image: Tensor, sigma: Tensor) -> Tensor:
    """Gaussian blur of [B,1,S,S] with one sigma (px) per picture, [B]."""
    reach = torch.arange(-_REACH, _REACH + 1, device=image.device)
    kernel = torch.exp(-0.5 * (reach / sigma.clamp_min(0.05)[:, None]) ** 2)
    kernel = kernel / kernel.sum(1, keepdim=True)
    b = len(image)
    x = F.pad(image.view(1, b, *image.shape[2:]), (_REACH,) * 4, mode="replicate")
    x = F.conv2d(x, kernel.view(b, 1, 1, -1), groups=b)
    return F.conv2d(x, kernel.view(b, 1, -1, 1), groups=b).view_as(image)


def _jpeg(image: Tensor, quality: Tensor) -> Tensor:
    """The luminance loss of JPEG on [B,1,S,S] 0..1, S a multiple of 8; quality [B], 1..100."""
    b, _, size, _ = image.shape
    n = torch.arange(8, device=image.device, dtype=image.dtype)
    basis = torch.cos((2 * n[None] + 1) * n[:, None] * math.pi / 16) / 2
    basis[0] /= math.sqrt(2)
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality) / 100
    table = (_JPEG_LUMA.to(image.device) * scale[:, None, None]).round().clamp(1, 255)[:, None, None]
    blocks = (image * 255 - 128).view(b, size // 8, 8, size // 8, 8).transpose(2, 3)
    coefficients = ((basis @ blocks @ basis.T) / table).round() * table
    blocks = basis.T @ coefficients @ basis
    return ((blocks.transpose(2, 3).reshape(image.shape) + 128) / 255).clamp(0, 1)


def _emulsion(linear: Tensor, draw: Draw) -> Tensor:
    """Linear RGB [B,3,S,S] as a black-and-white film sees it: L* 0..100 [B,1,S,S].

    Panchromatic film weighs the three primaries roughly alike; orthochromatic film is blind to red.
    """
    b = len(linear)
    panchromatic = draw.uniform(b, 3, low=0.15, high=1.0)
    orthochromatic = torch.stack(
        [draw.uniform(b, high=0.12), draw.uniform(b, low=0.3, high=0.7), draw.uniform(b, low=0.4, high=1.0)], 1
    )
    weights = torch.where(draw.chance(b, 1, p=0.35), orthochromatic, panchromatic)
    weights = weights / weights.sum(1, keepdim=True)
    y = (linear * weights[:, :, None, None]).sum(1, keepdim=True)
    # Half of them keep the eye's own luminance: much of what is scanned is a copy of a good print.
    eye = linear.new_tensor([0.212671, 0.715160, 0.072169]).view(1, 3, 1, 1)
    y = torch.where(draw.chance(b, 1, 1, 1, p=0.5), (linear * eye).sum(1, keepdim=True), y)
    return lightness(y)


def _dust_and_scratches(image: Tensor, draw: Draw) -> Tensor:
    """Specks and fine lines, bright or dark, on [B,1,S,S] 0..1."""
    b, _, size, _ = image.shape
    row = torch.arange(size, device=image.device).view(1, 1, size, 1)
    column = torch.arange(size, device=image.device).view(1, 1, 1, size)
    for _ in range(2):
        x = draw.uniform(b, 1, 1, 1, high=size)
        slope = draw.normal(b, 1, 1, 1) * 0.15
        width = draw.uniform(b, 1, 1, 1, low=0.4, high=1.0)
        strength = draw.normal(b, 1, 1, 1) * 0.35 * draw.chance(b, 1, 1, 1, p=0.3)
        distance = (column - x - slope * row).abs()
        image = image + strength * (1.5 - distance / width).clamp(0, 1)
    specks = draw.uniform(b, 1, size // 2, size // 2) < 0.0015
    amount = specks * draw.normal(b, 1, 1, 1) * 0.5
    return image + F.interpolate(amount, scale_factor=2, mode="bilinear", align_corners=False)


def _expose(image: Tensor, draw: Draw) -> Tensor:
    """Skies burnt out to white and shadows without detail, on [B,1,S,S] 0..1: old plates hold few tones."""
    b = len(image)
    burnt = 1 + draw.uniform(b, 1, 1, 1) * draw.chance(b, 1, 1, 1, p=0.4)
    crushed = draw.uniform(b, 1, 1, 1, high=0.15) * draw.chance(b, 1, 1, 1, p=0.3)
    return ((image * burnt - crushed) / (1 - crushed)).clamp(0, 1)


def _soften(image: Tensor, draw: Draw) -> Tensor:
    """Blur of [B,1,S,S], over all of it or growing towards the corners, as simple lenses draw."""
    b, _, size, _ = image.shape
    blurred = _blur(image, draw.uniform(b, high=2.0) * draw.chance(b, p=0.6))
    axis = torch.linspace(-1, 1, size, device=image.device)
    outwards = (axis.view(1, 1, size, 1) ** 2 + axis.view(1, 1, 1, size) ** 2).clamp_max(1)
    share = torch.where(draw.chance(b, 1, 1, 1, p=0.25), outwards, torch.ones_like(outwards))
    return torch.lerp(image, blurred, share)


def _halftone(image: Tensor, draw: Draw) -> Tensor:
    """The dots of a printed page on a few of [B,1,S,S] 0..1."""
    b, _, size, _ = image.shape
    at = torch.arange(size, device=image.device)
    ys, xs = at.view(1, 1, size, 1), at.view(1, 1, 1, size)
    turn = draw.uniform(b, 1, 1, 1, high=math.pi)
    wave = 2 * math.pi / draw.uniform(b, 1, 1, 1, low=2.2, high=5)
    across = torch.cos(wave * (torch.cos(turn) * xs + torch.sin(turn) * ys))
    down = torch.cos(wave * (torch.cos(turn) * ys - torch.sin(turn) * xs))
    dots = torch.sigmoid((image - 0.5 + (across + down) / 4) * draw.uniform(b, 1, 1, 1, low=4, high=10))
    share = draw.uniform(b, 1, 1, 1, low=0.4, high=1) * draw.chance(b, 1, 1, 1, p=0.06)
    return torch.lerp(image, dots, share)


def mount(luminance: Tensor, ab: Tensor, draw: Draw) -> tuple[Tensor, Tensor]:
    """Borders, mounts and the rims of plates: L* [B,1,S,S] and ab [B,2,S,S] with neutral strips along some sides.

    What is not the picture has no colour to be guessed.
    """
    b, _, size, _ = luminance.shape
    width = draw.uniform(4, b, 1, 1, 1, low=0.01, high=0.14) * size * draw.chance(4, b, 1, 1, 1, p=0.8)
    at = torch.arange(size, device=luminance.device)
    ys, xs = at.view(1, 1, size, 1), at.view(1, 1, 1, size)
    inside = (ys >= width[0]) & (ys < size - width[1]) & (xs >= width[2]) & (xs < size - width[3])
    inside = inside | ~draw.chance(b, 1, 1, 1, p=0.2)
    light, dark = draw.uniform(b, 1, 1, 1, low=70, high=99), draw.uniform(b, 1, 1, 1, low=1, high=30)
    paper = torch.where(draw.chance(b, 1, 1, 1, p=0.6), light, dark) + draw.normal(*luminance.shape)
    return torch.where(inside, luminance, paper.clamp(0, 100)), ab * inside


def age(linear: Tensor, draw: Draw) -> Tensor:
    """The look of an old photograph, in luminance only: linear RGB [B,3,S,S] -> L* 0..100 [B,1,S,S]."""
    b, _, size, _ = linear.shape
    x = _expose((_emulsion(linear, draw) / 100).clamp(0, 1), draw)
    x = _soften(x, draw)
    x = x ** torch.exp(draw.uniform(b, 1, 1, 1, low=math.log(0.6), high=math.log(1.6)))
    black = draw.uniform(b, 1, 1, 1, high=0.25) * draw.chance(b, 1, 1, 1, p=0.5)
    white = draw.uniform(b, 1, 1, 1, low=0.75)
    white = torch.where(draw.chance(b, 1, 1, 1, p=0.5), white, torch.ones_like(white))
    x = black + x * (white - black)
    axis = torch.linspace(-1, 1, size, device=x.device)
    ys, xs = axis.view(1, 1, size, 1), axis.view(1, 1, 1, size)
    angle = draw.uniform(b, 1, 1, 1, high=2 * math.pi)
    fading = draw.normal(b, 1, 1, 1) * 0.08
    vignette = draw.uniform(b, 1, 1, 1, low=-0.1, high=0.3) * draw.chance(b, 1, 1, 1, p=0.3)
    x = x + fading * (torch.cos(angle) * xs + torch.sin(angle) * ys)
    x = x * (1 - vignette * (xs**2 + ys**2) / 2)
    x = _dust_and_scratches(x, draw)
    # Grain is strongest in the middle tones.
    grain = draw.uniform(b, 1, 1, 1, high=12 / 255) * (0.5 + 2 * (x * (1 - x)).clamp_min(0))
    x = _halftone((x + grain * draw.normal(*x.shape)).clamp(0, 1), draw)
    compressed = _jpeg(x, draw.uniform(b, low=25, high=90))
    return 100 * torch.where(draw.chance(b, 1, 1, 1, p=0.5), compressed, x)


def stretch(luminance: Tensor) -> Tensor:
    """Bring the .5 and 99.5 percentiles of L* [B,1,S,S] to 2 and 98, as the application does to a faded scan."""
    # Every fourth row is enough for percentiles and keeps the sort cheap.
    ordered = luminance[:, :, ::4].flatten(1).sort(1).values
    last = ordered.shape[1] - 1
    low, high = ordered[:, round(last * 0.005)], ordered[:, round(last * 0.995)]
    gain = 96 / (high - low).clamp_min(10)
    return ((luminance - low.view(-1, 1, 1, 1)) * gain.view(-1, 1, 1, 1) + 2).clamp(0, 100)


def make_batch(
    photos: PhotoSet,
    index: Tensor,
    size: int,
    seed: int,
    old_share: float = 0.5,
    hint_share: float = 0.5,
    gain: tuple[float, float] = (0.9, 1.25),
) -> Batch:
    """Photographs `index` [B] as network input and target. `index` is in random order already."""
    draw = Draw(seed, photos.pixels.device)
    linear = srgb_to_linear(crop(photos, index, size, draw))
    lab = linear_to_lab(linear)
    b = len(index)
    ab = lab[:, 1:] / AB_SCALE * draw.uniform(b, 1, 1, 1, low=gain[0], high=gain[1])
    luminance = lab[:, :1]
    aged = round(b * old_share)
    if aged:
        old, mounted = mount(age(linear[:aged], draw), ab[:aged], draw)
        ab = torch.cat([mounted, ab[aged:]])
        old = torch.where(draw.chance(aged, 1, 1, 1, p=0.5), stretch(old), old)
        luminance = torch.cat([old, luminance[aged:]])
    # The aged pictures come first, so hints are drawn without regard to the order.
    hints = simulate_hints(ab, draw, hint_share)
    return Batch(luminance / L_HALF - 1, hints, F.avg_pool2d(ab, 2))
