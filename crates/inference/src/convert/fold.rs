//! Models of the OpenCV zoo in their block-quantised form, made plain.
//!
//! Their weights are eight-bit numbers with one scale for each block along an axis. The runtime refuses this form of the
//! one model and cannot vary the size of the picture in the other, so the weights are multiplied out, once, when the model
//! is installed. Numbers are what the runtime itself would compute: `(x - zero) * scale` in 32-bit floats.

use std::collections::{HashMap, HashSet};

use prost::Message as _;

use super::onnx::{Dimension, Model, Node, Tensor};
use super::{Broken, broken};

/// Multiplies the weights out. `free` names the dimensions of the input that may vary, by position.
pub(crate) fn fold(bytes: &[u8], free: &[(usize, &str)]) -> Result<Vec<u8>, Broken> {
    let mut model = Model::decode(bytes).map_err(|e| broken(format!("no ONNX file: {e}")))?;
    let graph = model.graph.as_mut().ok_or_else(|| broken("no graph"))?;
    let mut weights: HashMap<String, Tensor> =
        graph.initializer.drain(..).map(|tensor| (tensor.name().to_owned(), tensor)).collect();
    let mut kept = Vec::with_capacity(graph.node.len());
    // What a dropped node would have passed through: name -> where it came from.
    let mut renamed: HashMap<String, String> = HashMap::new();
    for node in std::mem::take(&mut graph.node) {
        let constant = node.input.iter().all(|name| name.is_empty() || weights.contains_key(name));
        let output = node.output.first().cloned().unwrap_or_default();
        match node.op() {
            "DequantizeLinear" if constant => {
                let tensor = dequantised(&node, &weights, &output)?;
                weights.insert(output, tensor);
            }
            "Reshape" if constant => {
                let tensor = reshaped(&node, &weights, &output)?;
                weights.insert(output, tensor);
            }
            // Does nothing outside of training.
            "Dropout" => {
                renamed.insert(output, node.input[0].clone());
            }
            _ => kept.push(node),
        }
    }
    for node in &mut kept {
        for input in &mut node.input {
            while let Some(before) = renamed.get(input) {
                input.clone_from(before);
            }
        }
    }
    let used: HashSet<&str> = kept.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    let mut rest: Vec<Tensor> = weights.into_values().filter(|tensor| used.contains(tensor.name())).collect();
    // The same file on every machine: its checksum is in the catalogue.
    rest.sort_by(|a, b| a.name().cmp(b.name()));
    graph.input.retain(|input| used.contains(input.name()) && !rest.iter().any(|t| t.name() == input.name()));
    for input in &mut graph.input {
        let shape = input.kind.as_mut().and_then(|kind| kind.tensor.as_mut()).and_then(|t| t.shape.as_mut());
        let shape = shape.ok_or_else(|| broken("an input without a shape"))?;
        for (position, name) in free {
            let dim = shape.dim.get_mut(*position).ok_or_else(|| broken("an input with fewer dimensions"))?;
            *dim = Dimension { dim_value: None, dim_param: Some((*name).to_owned()) };
        }
    }
    // Sizes of the results follow from the input, and the stored ones are right for one size only.
    for output in &mut graph.output {
        if let Some(tensor) = output.kind.as_mut().and_then(|kind| kind.tensor.as_mut()) {
            tensor.shape = None;
        }
    }
    graph.node = kept;
    graph.initializer = rest;
    // Blocks of a scale were all that needed operator set 21.
    model.ir_version = Some(8);
    for set in &mut model.opset_import {
        if set.domain.as_deref().unwrap_or_default().is_empty() {
            set.version = Some(13);
        }
    }
    Ok(model.encode_to_vec())
}

fn constant<'a>(
    weights: &'a HashMap<String, Tensor>,
    node: &Node,
    position: usize,
) -> Result<&'a Tensor, Broken> {
    let name = node.input.get(position).ok_or_else(|| broken("a node without its input"))?;
    weights.get(name).ok_or_else(|| broken(format!("no weight {name}")))
}

fn dequantised(node: &Node, weights: &HashMap<String, Tensor>, name: &str) -> Result<Tensor, Broken> {
    let values = |position| {
        constant(weights, node, position)?.to_floats().ok_or_else(|| broken("a weight of an unknown type"))
    };
    let dims = constant(weights, node, 0)?.dims.clone();
    let (quantised, scales) = (values(0)?, values(1)?);
    let zeros = match node.input.get(2) {
        Some(name) if !name.is_empty() => values(2)?,
        _ => vec![0.0; scales.len()],
    };
    if zeros.len() != scales.len() || scales.is_empty() {
        return Err(broken("scales and zero points differ in number"));
    }
    // A scale of one element is for the whole tensor, whatever the block size says.
    let scale_at = |index: usize| -> usize {
        if scales.len() == 1 {
            return 0;
        }
        let axis = node.int_of("axis").unwrap_or(1) as usize;
        let block = node.int_of("block_size").unwrap_or(0).max(0) as usize;
        let inner: usize = dims[axis + 1..].iter().product::<i64>() as usize;
        let length = dims[axis] as usize;
        let (outer, along, within) = (index / (inner * length), index / inner % length, index % inner);
        if block == 0 { along } else { (outer * length.div_ceil(block) + along / block) * inner + within }
    };
    let mut folded = Vec::with_capacity(quantised.len());
    for (index, value) in quantised.iter().enumerate() {
        let at = scale_at(index);
        let (Some(zero), Some(scale)) = (zeros.get(at), scales.get(at)) else {
            return Err(broken("fewer scales than blocks"));
        };
        folded.push((value - zero) * scale);
    }
    Ok(Tensor::floats(name, &dims, &folded))
}

fn reshaped(node: &Node, weights: &HashMap<String, Tensor>, name: &str) -> Result<Tensor, Broken> {
    let shape = constant(weights, node, 1)?.to_ints().ok_or_else(|| broken("a shape that is no integers"))?;
    if shape.iter().any(|length| *length <= 0) {
        return Err(broken("a shape that is not written out"));
    }
    let mut tensor = constant(weights, node, 0)?.clone();
    if tensor.dims.iter().product::<i64>() != shape.iter().product::<i64>() {
        return Err(broken("a shape for another number of values"));
    }
    tensor.dims = shape;
    tensor.name = Some(name.to_owned());
    Ok(tensor)
}

#[cfg(test)]
mod tests {
    use super::super::onnx::{Graph, INT8, INT64, ValueInfo};
    use super::*;

    fn bytes_of(name: &str, dims: &[i64], values: &[i8]) -> Tensor {
        Tensor {
            dims: dims.to_vec(),
            data_type: Some(INT8),
            name: Some(name.into()),
            raw_data: Some(values.iter().map(|v| *v as u8).collect()),
            ..Tensor::default()
        }
    }

    #[test]
    fn each_block_gets_its_own_scale_and_the_last_may_be_short() {
        let shape = Tensor {
            dims: vec![2],
            data_type: Some(INT64),
            name: Some("shape".into()),
            int64_data: vec![3, 2],
            ..Tensor::default()
        };
        let graph = Graph {
            node: vec![
                Node::new("DequantizeLinear", &["q", "s", "z"], "w").int("axis", 1).int("block_size", 2),
                Node::new("Reshape", &["w", "shape"], "v"),
                Node::new("Dropout", &["x"], "d"),
                Node::new("MatMul", &["d", "v"], "y"),
            ],
            initializer: vec![
                bytes_of("q", &[2, 3], &[1, 2, 3, 4, 5, 6]),
                Tensor::floats("s", &[2, 2], &[1.0, 10.0, 100.0, 1000.0]),
                bytes_of("z", &[2, 2], &[0, 1, 0, 0]),
                shape,
            ],
            input: vec![ValueInfo::floats("x", &[Ok(1), Ok(3)]), ValueInfo::floats("q", &[Ok(2), Ok(3)])],
            output: vec![ValueInfo::floats("y", &[Ok(1), Ok(2)])],
            name: None,
        };
        let folded = fold(&Model::around(graph).encode_to_vec(), &[(0, "n")]).unwrap();
        let graph = Model::decode(folded.as_slice()).unwrap().graph.unwrap();
        assert_eq!(graph.node.len(), 1);
        assert_eq!(graph.node[0].input, ["x", "v"]);
        assert_eq!(graph.initializer.len(), 1);
        assert_eq!(graph.initializer[0].dims, [3, 2]);
        assert_eq!(graph.initializer[0].to_floats().unwrap(), [1.0, 2.0, 20.0, 400.0, 500.0, 6000.0]);
        assert_eq!(graph.input.len(), 1);
    }
}
