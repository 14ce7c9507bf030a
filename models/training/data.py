"""Tar shards of WebP photographs, read once into one flat byte buffer on the training device.

`../shared/data` holds `photos-N.tar` (entries `<source>/<id>.webp`); nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

HELD_OUT_PERCENT = 3


def is_held_out(name: str) -> bool:
    """Whether the photograph of this tar entry name is kept for measuring and never trained on."""
    return zlib.crc32(name.encode()) % 100 < HELD_OUT_PERCENT


@dataclass
class PhotoSet:
    """Photographs of various sizes, packed one after another.

    pixels: uint8 [total pixels, 3], sRGB 0..255, row-major per photograph.
    offsets, heights, widths: int64 [photos]; offsets index `pixels`.
    """

    names: list[str]
    pixels: Tensor
    offsets: Tensor
    heights: Tensor
    widths: Tensor

    def __len__(self) -> int:
        return len(self.names)

    def photo(self, index: int) -> Tensor:
        """One photograph, uint8 [H,W,3]."""
        h, w = int(self.heights[index]), int(self.widths[index])
        start = int(self.offsets[index])
        return self.pixels[start : start + h * w].view(h, w, 3)


def shards(folder: Path) -> list[Path]:
    found = sorted(folder.glob("photos-*.tar"))
    if not found:
        raise FileNotFoundError(f"no photos-*.tar in {folder}")
    return found


def _entries(paths: Iterable[Path], held_out: bool, excluded: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        with tarfile.open(path) as tar:
            for member in tar:
                name = member.name
                if not member.isfile() or name.split("/")[0] in excluded or is_held_out(name) != held_out:
                    continue
                stream = tar.extractfile(member)
                assert stream is not None
                yield name, stream.read()


def _decode(entry: tuple[str, bytes]) -> tuple[str, np.ndarray]:
    name, raw = entry
    with Image.open(io.BytesIO(raw)) as image:
        return name, np.array(image.convert("RGB"))


def load(
    folder: Path,
    held_out: bool,
    exclude_sources: Iterable[str] = (),
    limit: int | None = None,
    device: torch.device | str = "cpu",
    workers: int = 2,
) -> PhotoSet:
    """Decode the training photographs, or the held-out ones, of every shard in `folder`.

    `limit` stops after so many photographs; the shards are shuffled, so the first ones are a fair sample.
    """
    names: list[str] = []
    parts: list[np.ndarray] = []
    with ThreadPoolExecutor(workers) as pool:
        entries = _entries(shards(folder), held_out, frozenset(exclude_sources))
        if limit is not None:
            entries = (entry for entry, _ in zip(entries, range(limit)))
        for name, image in pool.map(_decode, entries):
            names.append(name)
            parts.append(image)
    heights = torch.tensor([p.shape[0] for p in parts])
    widths = torch.tensor([p.shape[1] for p in parts])
    areas = heights * widths
    offsets = torch.cumsum(areas, 0) - areas
    pixels = torch.empty(int(areas.sum()), 3, dtype=torch.uint8)
    for start, part in zip(offsets.tolist(), parts):
        flat = torch.from_numpy(part).view(-1, 3)
        pixels[start : start + len(flat)] = flat
    return PhotoSet(names, pixels.to(device), offsets.to(device), heights.to(device), widths.to(device))
