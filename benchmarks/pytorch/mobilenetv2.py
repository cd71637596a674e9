"""Training speed of MobileNetV2 in PyTorch on one thread: the other side of `qcluster bench training --pytorch`.

By itself it prints one JSON object per image size. With --serve it answers requests, so that another program can
take turns with it lap by lap: a line {"imageSize": 64, "layout": "channels-last", "steps": 5} on standard input is
answered by a line {"seconds": [...]}, one number per training step. Its first line says which torch this is.
"""

import argparse
import json
import statistics
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("This Python has no torch; on Debian install python3-torch, and run the script by /usr/bin/python3.")

# Sandler et al. 2018, table 2: expansion, channels, repeats, stride of the first.
STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
LAYOUTS = {"channels-last": torch.channels_last, "contiguous": torch.contiguous_format}


def block(inputs, outputs, size, stride=1, groups=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, (size - 1) // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU6(inplace=True),
    )


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        self.conv = nn.Sequential(
            *([block(inputs, hidden, 1)] if expansion != 1 else []),
            block(hidden, hidden, 3, stride, groups=hidden),
            nn.Conv2d(hidden, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class Network(nn.Module):
    """MobileNetV2, eight features, classes: the network of the hybrid without its circuit."""

    def __init__(self, classes):
        super().__init__()
        layers, channels = [block(3, 32, 3, stride=2)], 32
        for expansion, outputs, repeats, stride in STAGES:
            for i in range(repeats):
                layers.append(InvertedResidual(channels, outputs, stride if i == 0 else 1, expansion))
                channels = outputs
        self.features = nn.Sequential(*layers, block(channels, 1280, 1))
        self.head = nn.Sequential(nn.Linear(1280, 8), nn.Linear(8, classes))

    def forward(self, x):
        return self.head(self.features(x).mean([2, 3]))


class Training:
    """Steps on one batch of noise: forward, cross-entropy, backward, Adadelta."""

    def __init__(self, image_size, layout, batch):
        torch.manual_seed(1)
        self.network = Network(classes=2).to(memory_format=LAYOUTS[layout]).train()
        self.images = torch.rand(batch, 3, image_size, image_size).contiguous(memory_format=LAYOUTS[layout])
        self.labels = torch.arange(batch) % 2
        self.optimizer = torch.optim.Adadelta(self.network.parameters(), lr=0.05)

    def step(self):
        loss = nn.functional.cross_entropy(self.network(self.images), self.labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def lap(self, steps):
        seconds = []
        for _ in range(steps):
            start = time.perf_counter()
            self.step()
            seconds.append(time.perf_counter() - start)
        return seconds


def serve(batch):
    print(json.dumps({"torch": torch.__version__, "batch": batch}), flush=True)
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = request["imageSize"], request["layout"]
        if key not in trainings:
            trainings = {k: t for k, t in trainings.items() if k[0] == key[0]}  # one size at a time in memory
            trainings[key] = Training(*key, batch)
        print(json.dumps({"seconds": trainings[key].lap(request["steps"])}), flush=True)


def report(sizes, batch, steps):
    for size in sizes:
        speeds = {}
        for layout in LAYOUTS:
            training = Training(size, layout, batch)
            training.lap(3)
            speeds[layout] = batch / statistics.median(training.lap(steps))
        print(json.dumps({"imageSize": size, "batch": batch, "imagesPerSecond": speeds, "torch": torch.__version__}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--image-size", type=int, nargs="+", default=[64, 96, 128, 224], metavar="PIXELS")
    parser.add_argument("--batch-size", type=int, default=16, metavar="N")
    parser.add_argument("--steps", type=int, default=20, metavar="N", help="measured steps per size and layout")
    parser.add_argument("--serve", action="store_true", help="answer requests from standard input")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.serve:
        serve(options.batch_size)
    else:
        report(options.image_size, options.batch_size, options.steps)


if __name__ == "__main__":
    main()
