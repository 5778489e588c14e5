"""Runs a model in the reference runtime: MODEL REQUEST, where REQUEST is a JSON header, a line feed, and the inputs.

The header is {"inputs": [[name, type, dims], ...], "outputs": [name, ...]}; types are numpy's. Prints the outputs as 32-bit
floats, one after the other.
"""

import json
import sys

import numpy
import onnxruntime

with open(sys.argv[2], "rb") as request:
    header = json.loads(request.readline())
    feed = {}
    for name, kind, dims in header["inputs"]:
        kind = numpy.dtype(kind)
        count = int(numpy.prod(dims))
        feed[name] = numpy.frombuffer(request.read(count * kind.itemsize), kind).reshape(dims)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
for result in session.run(header["outputs"], feed):
    sys.stdout.buffer.write(result.astype("<f4").tobytes())
