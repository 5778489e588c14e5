"""Faces as the detector's makers decode them, in numpy: MODEL PICTURE, where PICTURE is "WIDTH HEIGHT", a line feed, and RGB.

Prints a JSON list of [confidence, box, points, matrix]: the matrix leads from the picture to the 112x112 picture of the face,
after Umeyama with a singular value decomposition.
"""

import json
import sys

import numpy as np
import onnxruntime

with open(sys.argv[2], "rb") as file:
    width, height = map(int, file.readline().split())
    rgb = np.frombuffer(file.read(), np.uint8).reshape(height, width, 3)
padded_height, padded_width = -(-height // 32) * 32, -(-width // 32) * 32
blob = np.zeros((padded_height, padded_width, 3), np.float32)
blob[:height, :width] = rgb[:, :, ::-1]
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
names = [f"{kind}_{stride}" for stride in (8, 16, 32) for kind in ("cls", "obj", "bbox", "kps")]
outputs = dict(zip(names, session.run(names, {"input": blob.transpose(2, 0, 1)[None]})))

rows = []
for stride in (8, 16, 32):
    cells = np.stack(np.meshgrid(np.arange(padded_width // stride), np.arange(padded_height // stride)), -1).reshape(-1, 2)
    score = np.sqrt(outputs[f"cls_{stride}"][0, :, 0].clip(0, 1) * outputs[f"obj_{stride}"][0, :, 0].clip(0, 1))
    box, points = outputs[f"bbox_{stride}"][0], outputs[f"kps_{stride}"][0]
    middle, size = (cells + box[:, :2]) * stride, np.exp(box[:, 2:]) * stride
    for i in np.flatnonzero(score >= 0.75):
        corners = np.concatenate([middle[i] - size[i] / 2, middle[i] + size[i] / 2])
        rows.append((float(score[i]), corners, (points[i].reshape(5, 2) + cells[i]) * stride))


def shared(a, b):
    both = np.prod(np.maximum(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0))
    return both / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - both)


kept = []
for row in sorted(rows, key=lambda row: -row[0]):
    corners = row[1].clip(0, [width, height, width, height])
    if all(shared(corners, other[1]) <= 0.3 for other in kept):
        kept.append((row[0], corners, row[2]))

TEMPLATE = np.array([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])


def umeyama(source):
    source_mean, target_mean = source.mean(0), TEMPLATE.mean(0)
    a, b = source - source_mean, TEMPLATE - target_mean
    u, d, vt = np.linalg.svd(b.T @ a / 5)
    sign = np.array([1, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    rotation = u @ np.diag(sign) @ vt
    scale = (d * sign).sum() / a.var(0).sum()
    return np.column_stack([scale * rotation, target_mean - scale * rotation @ source_mean])


print(json.dumps([[score, box.tolist(), points.tolist(), umeyama(points).tolist()] for score, box, points in kept]))
