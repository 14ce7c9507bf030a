"""Quick checks: `python -m unittest discover models/training/tests` from the repository's root."""

from __future__ import annotations

import io
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import checkpoint  # noqa: E402
import data  # noqa: E402
import train  # noqa: E402
from augment import Draw, make_batch, mount, simulate_hints  # noqa: E402
from colour import lab_to_srgb, srgb_to_lab  # noqa: E402
from evaluate import delta_e_2000  # noqa: E402
from export import fold, load_network, unfold  # noqa: E402
from network import AB_SCALE, TintypeMobile  # noqa: E402

WEIGHTS = HERE.parents[2].parent / "shared" / "weights"


def write_shard(folder: Path, count: int) -> None:
    """A shard of `count` smooth, coloured pictures of various sizes."""
    random = np.random.default_rng(1)
    with tarfile.open(folder / "photos-0.tar", "w") as tar:
        for i in range(count):
            small = random.integers(0, 256, (3, 4, 3), dtype=np.uint8)
            size = (64 + i % 32, 48 + i % 16)
            buffer = io.BytesIO()
            Image.fromarray(small).resize(size).save(buffer, "webp")
            member = tarfile.TarInfo(f"{'left' if i % 4 else 'right'}/{i:06}.webp")
            member.size = buffer.tell()
            buffer.seek(0)
            tar.addfile(member, buffer)


class Folder(unittest.TestCase):
    """A temporary folder with a shard of 120 pictures."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        write_shard(self.folder, 120)


class DataTest(Folder):
    def test_held_out_photographs_are_never_trained_on(self) -> None:
        trained = data.load(self.folder, held_out=False)
        held_out = data.load(self.folder, held_out=True)
        self.assertEqual(len(trained) + len(held_out), 120)
        self.assertTrue(held_out.names)
        self.assertTrue(all(data.is_held_out(name) for name in held_out.names))
        self.assertFalse(any(data.is_held_out(name) for name in trained.names))

    def test_a_source_can_be_left_out(self) -> None:
        names = data.load(self.folder, held_out=False, exclude_sources=["right"]).names
        self.assertTrue(names)
        self.assertFalse(any(name.startswith("right/") for name in names))

    def test_photographs_come_back_as_they_were_packed(self) -> None:
        photos = data.load(self.folder, held_out=False)
        with tarfile.open(self.folder / "photos-0.tar") as tar:
            stream = tar.extractfile(photos.names[7])
            assert stream is not None
            original = np.array(Image.open(stream).convert("RGB"))
        np.testing.assert_array_equal(photos.photo(7).numpy(), original)


class AugmentTest(Folder):
    def test_a_batch_is_a_function_of_its_seed(self) -> None:
        photos = data.load(self.folder, held_out=False)
        index = torch.arange(6)
        one, two, other = (make_batch(photos, index, 64, seed) for seed in (1, 1, 2))
        self.assertTrue(torch.equal(one.luminance, two.luminance))
        self.assertFalse(torch.equal(one.luminance, other.luminance))
        self.assertEqual(one.target.shape, (6, 2, 32, 32))
        self.assertLessEqual(one.luminance.abs().max().item(), 1.001)

    def test_what_is_not_the_picture_has_no_colour(self) -> None:
        luminance, ab = torch.full((64, 1, 64, 64), 50.0), torch.full((64, 2, 64, 64), 0.3)
        mounted, neutral = mount(luminance, ab, Draw(5, torch.device("cpu")))
        outside = mounted != 50
        self.assertTrue(outside.any())
        self.assertLess(outside.float().mean().item(), 0.2)
        self.assertTrue((neutral[outside.expand(-1, 2, -1, -1)] == 0).all())
        self.assertTrue((neutral[~outside.expand(-1, 2, -1, -1)] == 0.3).all())

    def test_hints_carry_the_colour_below_them_and_nothing_elsewhere(self) -> None:
        ab = torch.full((4, 2, 64, 64), 0.3)
        hints = simulate_hints(ab, Draw(3, torch.device("cpu")), share=1.0)
        mark = hints[:, 2:] > 0
        self.assertTrue(mark.any())
        self.assertTrue((hints[:, :2][~mark.expand(-1, 2, -1, -1)] == 0).all())
        painted = hints[:, :2][mark.expand(-1, 2, -1, -1)]
        self.assertLess((painted.mean() - 0.3).abs().item(), 4 / AB_SCALE)


class ColourTest(unittest.TestCase):
    def test_lab_and_back(self) -> None:
        rgb = torch.rand(2, 3, 8, 8)
        torch.testing.assert_close(lab_to_srgb(srgb_to_lab(rgb)), rgb, atol=1e-3, rtol=0)

    def test_published_differences(self) -> None:
        # Pairs 1, 7 and 17 of Sharma, Wu and Dalal's test data for CIEDE2000.
        pairs = [
            ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
            ((50, 0, 0), (50, -1, 2), 2.3669),
            ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ]
        for one, two, expected in pairs:
            a, b = (torch.tensor(v, dtype=torch.float64).view(1, 3, 1, 1) for v in (one, two))
            self.assertAlmostEqual(delta_e_2000(a, b).item(), expected, places=3)


class ExportTest(unittest.TestCase):
    def test_folding_changes_nothing(self) -> None:
        torch.manual_seed(1)
        network = TintypeMobile()
        network.train()(torch.rand(4, 1, 64, 64) * 2 - 1)
        network.eval()
        luminance, hints = torch.rand(1, 1, 64, 96) * 2 - 1, torch.rand(1, 3, 64, 96)
        with torch.no_grad():
            difference = network(luminance, hints) - unfold(fold(network))(luminance, hints)
        self.assertLess(difference.abs().max().item() * AB_SCALE, 0.5, "beyond what F16 kernels explain")

    @unittest.skipUnless(WEIGHTS.is_dir(), "needs ../shared/weights")
    def test_parity_with_the_recorded_vectors(self) -> None:
        network = load_network(WEIGHTS / "bootstrap.safetensors")
        vectors = load_file(WEIGHTS / "bootstrap-vectors.safetensors")
        for case in range(5):
            luminance, hints, ab = (
                vectors[f"{case}/{name}"].float().permute(2, 0, 1)[None] for name in ("L", "hints", "ab")
            )
            with torch.no_grad():
                difference = network(luminance, hints) * AB_SCALE - ab
            self.assertLess(difference.abs().max().item(), 0.05)

    @unittest.skipUnless(WEIGHTS.is_dir(), "needs ../shared/weights")
    def test_names_and_shapes_are_those_of_the_file_format(self) -> None:
        expected, folded = (
            {name: (t.shape, t.dtype) for name, t in tensors.items()}
            for tensors in (load_file(WEIGHTS / "bootstrap.safetensors"), fold(TintypeMobile()))
        )
        self.assertEqual(folded, expected)


class ResumeTest(Folder):
    def trainer(self, run: str, stage: str, resume: bool = False) -> train.Trainer:
        flags = ["--run", run, "--stage", stage, "--data", str(self.folder), "--steps", "6", "--size", "64", "96"]
        flags += ["--until", "0.4", "--batch", "2", "--evaluate-limit", "0", "--critic-first", "1", "--replicas", "2"]
        return train.Trainer(train.parse(flags + (["--resume"] if resume else [])))

    def test_an_interrupted_run_ends_where_an_uninterrupted_one_does(self) -> None:
        for stage in ("decoder", "adversarial"):
            with self.subTest(stage), mock.patch.object(train, "RUNS", self.folder / "runs"):
                whole = self.trainer(f"{stage}-whole", stage)
                for _ in range(6):
                    whole.train_step()
                first = self.trainer(f"{stage}-cut", stage)
                for _ in range(3):
                    first.train_step()
                checkpoint.save(first.folder, first.progress, first.trainees, first.average)
                second = self.trainer(f"{stage}-cut", stage, resume=True)
                for _ in range(3):
                    second.train_step()
                for one, two in zip(whole.trainees, second.trainees, strict=True):
                    mine = two.network.state_dict()
                    for name, tensor in one.network.state_dict().items():
                        self.assertTrue(torch.equal(tensor, mine[name]), name)
                averaged = second.average.state_dict()
                for name, tensor in whole.average.state_dict().items():
                    self.assertTrue(torch.equal(tensor, averaged[name]), name)
                sizes = [f.stat().st_size for f in checkpoint.latest(second.folder).iterdir()]
                self.assertLess(max(sizes), 16 * 2**20)


if __name__ == "__main__":
    unittest.main()
