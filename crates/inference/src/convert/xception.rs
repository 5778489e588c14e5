//! The mini-XCEPTION that reads expressions: weights from Keras, the network written down here.

use std::collections::BTreeMap;

use prost::Message as _;

use super::hdf5::{self, Table};
use super::onnx::{Graph, Model, Node, Tensor, ValueInfo};
use super::{Broken, broken};

/// `input` Nx1x64x64 (grey, from -1 to 1) to `probabilities` Nx7.
pub(crate) fn to_onnx(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut network = Network { tables: hdf5::tables(bytes)?, nodes: Vec::new(), weights: Vec::new() };
    let mut x = "input".to_owned();
    for layer in [1, 2] {
        x = network.conv(&x, &format!("conv2d_{layer}"), "VALID", 1)?;
        x = network.norm(&x, layer)?;
        x = network.apply("Relu", &[&x]);
    }
    // Four blocks; the layers of a block are numbered in the order they were made in, the short cut first.
    for block in 1..=4 {
        let (separable, norm) = (2 * block - 1, 3 * block);
        let mut y = network.separable(&x, separable)?;
        y = network.norm(&y, norm + 1)?;
        y = network.apply("Relu", &[&y]);
        y = network.separable(&y, separable + 1)?;
        y = network.norm(&y, norm + 2)?;
        y = network.push(
            Node::new("MaxPool", &[&y], "")
                .text("auto_pad", "SAME_UPPER")
                .ints("kernel_shape", &[3, 3])
                .ints("strides", &[2, 2]),
        );
        let mut cut = network.conv(&x, &format!("conv2d_{}", block + 2), "SAME_UPPER", 2)?;
        cut = network.norm(&cut, norm)?;
        x = network.apply("Add", &[&y, &cut]);
    }
    x = network.conv(&x, "conv2d_7", "SAME_UPPER", 1)?;
    x = network.apply("GlobalAveragePool", &[&x]);
    x = network.apply("Flatten", &[&x]);
    let mut last = Node::new("Softmax", &[&x], "probabilities").int("axis", 1);
    last.name = Some("softmax".into());
    network.nodes.push(last);
    let graph = Graph {
        node: network.nodes,
        name: Some("expression".into()),
        initializer: network.weights,
        input: vec![ValueInfo::floats("input", &[Err("faces"), Ok(1), Ok(64), Ok(64)])],
        output: vec![ValueInfo::floats("probabilities", &[Err("faces"), Ok(7)])],
    };
    Ok(Model::around(graph).encode_to_vec())
}

struct Network {
    tables: BTreeMap<String, Table>,
    nodes: Vec<Node>,
    weights: Vec<Tensor>,
}

impl Network {
    /// Adds a node under a name of its own and returns the name of its result.
    fn push(&mut self, mut node: Node) -> String {
        let name = format!("v{}", self.nodes.len());
        node.output = vec![name.clone()];
        self.nodes.push(node);
        name
    }

    fn apply(&mut self, op: &str, inputs: &[&str]) -> String {
        self.push(Node::new(op, inputs, ""))
    }

    /// `model_weights/<layer>/<layer>_1/<what>:0`, as Keras names them.
    fn table(&self, layer: &str, what: &str) -> Result<&Table, Broken> {
        let path = format!("model_weights/{layer}/{layer}_1/{what}:0");
        self.tables.get(&path).ok_or_else(|| broken(format!("no weights {path}")))
    }

    /// Keras keeps kernels as height, width, in, out; ONNX wants out, in, height, width. The kernel of a depthwise
    /// layer (out is 1) becomes in, 1, height, width.
    fn kernel(&mut self, layer: &str, what: &str, depthwise: bool) -> Result<(String, Vec<i64>), Broken> {
        let table = self.table(layer, what)?;
        let &[height, width, inputs, outputs] = table.dims.as_slice() else {
            return Err(broken(format!("{layer} is no kernel")));
        };
        let (first, second) = if depthwise { (inputs, outputs) } else { (outputs, inputs) };
        let mut values = Vec::with_capacity(table.values.len());
        for a in 0..first {
            for b in 0..second {
                let (input, output) = if depthwise { (a, b) } else { (b, a) };
                for at in 0..height * width {
                    values.push(table.values[(at * inputs + input) * outputs + output]);
                }
            }
        }
        let dims = [first, second, height, width].map(|length| length as i64);
        let name = format!("{layer}.{what}");
        self.weights.push(Tensor::floats(&name, &dims, &values));
        Ok((name, dims.to_vec()))
    }

    fn conv(&mut self, x: &str, layer: &str, pad: &str, stride: i64) -> Result<String, Broken> {
        let (kernel, dims) = self.kernel(layer, "kernel", false)?;
        let mut inputs = vec![x.to_owned(), kernel];
        if let Ok(bias) = self.table(layer, "bias") {
            let name = format!("{layer}.bias");
            self.weights.push(Tensor::floats(&name, &[bias.values.len() as i64], &bias.values));
            inputs.push(name);
        }
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let node = Node::new("Conv", &inputs, "")
            .text("auto_pad", pad)
            .ints("kernel_shape", &dims[2..])
            .ints("strides", &[stride, stride]);
        Ok(self.push(node))
    }

    fn separable(&mut self, x: &str, number: usize) -> Result<String, Broken> {
        let layer = format!("separable_conv2d_{number}");
        let (kernel, dims) = self.kernel(&layer, "depthwise_kernel", true)?;
        let node = Node::new("Conv", &[x, &kernel], "")
            .text("auto_pad", "SAME_UPPER")
            .ints("kernel_shape", &dims[2..])
            .int("group", dims[0]);
        let y = self.push(node);
        let (kernel, _) = self.kernel(&layer, "pointwise_kernel", false)?;
        Ok(self.push(Node::new("Conv", &[&y, &kernel], "").ints("kernel_shape", &[1, 1])))
    }

    fn norm(&mut self, x: &str, number: usize) -> Result<String, Broken> {
        let layer = format!("batch_normalization_{number}");
        let mut inputs = vec![x.to_owned()];
        for what in ["gamma", "beta", "moving_mean", "moving_variance"] {
            let values = self.table(&layer, what)?.values.clone();
            let name = format!("{layer}.{what}");
            self.weights.push(Tensor::floats(&name, &[values.len() as i64], &values));
            inputs.push(name);
        }
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        Ok(self.push(Node::new("BatchNormalization", &inputs, "").float("epsilon", 0.001)))
    }
}
