//! EfficientNet-Lite2: weights from PyTorch, the network written down here, the normalisations multiplied into the
//! convolutions.

use std::collections::BTreeMap;

use prost::Message as _;

use super::onnx::{Graph, Model, Node, Tensor, ValueInfo};
use super::torch::{self, Weight};
use super::{Broken, broken};

/// Side of the picture the network was trained on, pixels.
const SIDE: i64 = 260;

/// Blocks of a stage and the stride of the first of them.
const STAGES: [(usize, i64); 7] = [(1, 1), (3, 2), (3, 2), (4, 2), (4, 1), (5, 2), (1, 1)];

/// `image` Nx3x260x260 (bytes as floats) to `probabilities` Nx1000 and `feature` Nx1280.
pub(crate) fn to_onnx(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut network = Network { found: torch::weights(bytes)?, nodes: Vec::new(), weights: Vec::new() };
    for (name, value) in [("c0", 0.0), ("c6", 6.0), ("mean", 127.0), ("share", 1.0 / 128.0)] {
        network.weights.push(Tensor::floats(name, &[], &[value]));
    }
    network.nodes.push(Node::new("Sub", &["image", "mean"], "x0"));
    network.nodes.push(Node::new("Mul", &["x0", "share"], "x1"));
    let mut x = network.conv("x1", "_conv_stem", "_bn0", "stem", 2, true)?;
    let mut block = 0;
    for (repeats, stride) in STAGES {
        for repeat in 0..repeats {
            let of = |layer: &str| format!("_blocks.{block}.{layer}");
            let before = x.clone();
            if network.found.contains_key(&of("_expand_conv.weight")) {
                x = network.conv(&x, &of("_expand_conv"), &of("_bn0"), &of("e"), 1, true)?;
            }
            let stride = if repeat == 0 { stride } else { 1 };
            x = network.conv(&x, &of("_depthwise_conv"), &of("_bn1"), &of("d"), stride, true)?;
            x = network.conv(&x, &of("_project_conv"), &of("_bn2"), &of("p"), 1, false)?;
            if repeat > 0 {
                network.nodes.push(Node::new("Add", &[&x, &before], &of("o")));
                x = of("o");
            }
            block += 1;
        }
    }
    x = network.conv(&x, "_conv_head", "_bn1", "head", 1, true)?;
    network.nodes.push(Node::new("GlobalAveragePool", &[&x], "pooled"));
    network.nodes.push(Node::new("Flatten", &["pooled"], "feature"));
    network.copy("_fc.weight")?;
    network.copy("_fc.bias")?;
    let dense = Node::new("Gemm", &["feature", "_fc.weight", "_fc.bias"], "logits").int("transB", 1);
    network.nodes.push(dense);
    network.nodes.push(Node::new("Softmax", &["logits"], "probabilities").int("axis", 1));
    let graph = Graph {
        node: network.nodes,
        name: Some("efficientnet_lite2".into()),
        initializer: network.weights,
        input: vec![ValueInfo::floats("image", &[Err("pictures"), Ok(3), Ok(SIDE), Ok(SIDE)])],
        output: vec![
            ValueInfo::floats("probabilities", &[Err("pictures"), Ok(1000)]),
            ValueInfo::floats("feature", &[Err("pictures"), Ok(1280)]),
        ],
    };
    Ok(Model::around(graph).encode_to_vec())
}

struct Network {
    found: BTreeMap<String, Weight>,
    nodes: Vec<Node>,
    weights: Vec<Tensor>,
}

impl Network {
    fn weight(&self, name: &str) -> Result<&Weight, Broken> {
        self.found.get(name).ok_or_else(|| broken(format!("no weight {name}")))
    }

    fn copy(&mut self, name: &str) -> Result<(), Broken> {
        let weight = self.weight(name)?;
        let dims: Vec<i64> = weight.dims.iter().map(|length| *length as i64).collect();
        let tensor = Tensor::floats(name, &dims, &weight.values);
        self.weights.push(tensor);
        Ok(())
    }

    /// A convolution with its normalisation (epsilon 0.001) multiplied in, then ReLU6 where `act`. A kernel with one
    /// input channel that is not the first layer is depthwise.
    fn conv(
        &mut self,
        x: &str,
        layer: &str,
        norm: &str,
        output: &str,
        stride: i64,
        act: bool,
    ) -> Result<String, Broken> {
        let kernel = self.weight(&format!("{layer}.weight"))?;
        let of = |what: &str| self.weight(&format!("{norm}.{what}")).map(|weight| &weight.values);
        let (gamma, beta, mean, variance) =
            (of("weight")?, of("bias")?, of("running_mean")?, of("running_var")?);
        let &[outputs, inputs, height, width] = kernel.dims.as_slice() else {
            return Err(broken(format!("{layer} is no kernel")));
        };
        if [gamma, beta, mean, variance].iter().any(|values| values.len() != outputs) {
            return Err(broken(format!("{norm} does not fit {layer}")));
        }
        let scale: Vec<f32> = gamma.iter().zip(variance).map(|(g, v)| g / (v + 1e-3).sqrt()).collect();
        let each = inputs * height * width;
        let values: Vec<f32> =
            kernel.values.iter().enumerate().map(|(index, value)| value * scale[index / each]).collect();
        let bias: Vec<f32> = (0..outputs).map(|at| beta[at] - mean[at] * scale[at]).collect();
        let dims = [outputs, inputs, height, width].map(|length| length as i64);
        let (kernel_name, bias_name) = (format!("{layer}.kernel"), format!("{layer}.bias"));
        self.weights.push(Tensor::floats(&kernel_name, &dims, &values));
        self.weights.push(Tensor::floats(&bias_name, &[dims[0]], &bias));
        let group = if inputs == 1 { dims[0] } else { 1 };
        self.nodes.push(
            Node::new("Conv", &[x, &kernel_name, &bias_name], output)
                .ints("strides", &[stride, stride])
                .int("group", group)
                .text("auto_pad", "SAME_UPPER")
                .ints("kernel_shape", &dims[2..]),
        );
        if !act {
            return Ok(output.to_owned());
        }
        let clipped = format!("{output}_r");
        self.nodes.push(Node::new("Clip", &[output, "c0", "c6"], &clipped));
        Ok(clipped)
    }
}
