"""sRGB and CIE L*a*b* (D65, 2 degree observer; the constants of scikit-image) on tensors."""

from __future__ import annotations

import torch
from torch import Tensor

_RGB_TO_XYZ = (
    (0.412453, 0.357580, 0.180423),
    (0.212671, 0.715160, 0.072169),
    (0.019334, 0.119193, 0.950227),
)
_WHITE = (0.95047, 1.0, 1.08883)


def srgb_to_linear(rgb: Tensor) -> Tensor:
    """Gamma-coded sRGB 0..1 to linear light 0..1, any shape."""
    return torch.where(rgb > 0.04045, ((rgb + 0.055) / 1.055).clamp_min(0) ** 2.4, rgb / 12.92)


def linear_to_srgb(rgb: Tensor) -> Tensor:
    """Linear light to gamma-coded sRGB, any shape; values are not clipped."""
    return torch.where(rgb > 0.0031308, 1.055 * rgb.clamp_min(1e-9) ** (1 / 2.4) - 0.055, rgb * 12.92)


def _f(t: Tensor) -> Tensor:
    return torch.where(t > 0.008856, t.clamp_min(1e-9) ** (1 / 3), 7.787 * t + 16 / 116)


def lightness(y: Tensor) -> Tensor:
    """Relative luminance 0..1 to L* 0..100."""
    return 116 * _f(y) - 16


def linear_to_lab(rgb: Tensor) -> Tensor:
    """Linear RGB [B,3,H,W] 0..1 to L* 0..100, a*, b* [B,3,H,W]."""
    matrix = rgb.new_tensor(_RGB_TO_XYZ) / rgb.new_tensor(_WHITE)[:, None]
    x, y, z = _f(torch.einsum("ij,bjhw->bihw", matrix, rgb)).unbind(1)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], 1)


def srgb_to_lab(rgb: Tensor) -> Tensor:
    """Gamma-coded sRGB [B,3,H,W] 0..1 to L*a*b* [B,3,H,W]."""
    return linear_to_lab(srgb_to_linear(rgb))


def lab_to_srgb(lab: Tensor) -> Tensor:
    """L*a*b* [B,3,H,W] to sRGB 0..1 [B,3,H,W], clipped."""
    fy = (lab[:, 0] + 16) / 116
    f = torch.stack([fy + lab[:, 1] / 500, fy, fy - lab[:, 2] / 200], 1)
    xyz = torch.where(f > 0.2068966, f**3, (f - 16 / 116) / 7.787) * f.new_tensor(_WHITE).view(1, 3, 1, 1)
    inverse = torch.linalg.inv(torch.tensor(_RGB_TO_XYZ, dtype=torch.float64)).to(f)
    return linear_to_srgb(torch.einsum("ij,bjhw->bihw", inverse, xyz)).clamp(0, 1)
