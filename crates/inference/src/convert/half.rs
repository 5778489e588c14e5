//! A model in half precision, made one in single precision with one result.
//!
//! The runtime would widen each value at each node and keep the side results of training: half the speed and twice the
//! memory of the plain form.

use std::collections::{HashMap, HashSet};

use prost::Message as _;

use super::onnx::{FLOAT, FLOAT16, Model, Node, Tensor};
use super::{Broken, broken};

/// Widens every weight, removes the conversions between the two, and keeps what the first result needs.
pub(crate) fn to_single(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut model = Model::decode(bytes).map_err(|e| broken(format!("no ONNX file: {e}")))?;
    let graph = model.graph.as_mut().ok_or_else(|| broken("no graph"))?;
    for tensor in &mut graph.initializer {
        widen(tensor)?;
    }
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut nodes = Vec::with_capacity(graph.node.len());
    for mut node in std::mem::take(&mut graph.node) {
        for tensor in node.attribute.iter_mut().filter_map(|attribute| attribute.t.as_mut()) {
            widen(tensor)?;
        }
        let target = node.int_of("to").and_then(|kind| i32::try_from(kind).ok());
        match (node.op(), node.output.first(), node.input.first()) {
            ("Cast", Some(output), Some(input)) if matches!(target, Some(FLOAT | FLOAT16)) => {
                renamed.insert(output.clone(), input.clone());
            }
            _ => nodes.push(node),
        }
    }
    let source = |name: &str| {
        let mut name = name;
        while let Some(before) = renamed.get(name) {
            name = before;
        }
        name.to_owned()
    };
    for node in &mut nodes {
        for input in &mut node.input {
            *input = source(input);
        }
    }
    graph.output.truncate(1);
    let wanted = graph.output.first().map(|o| o.name().to_owned()).ok_or_else(|| broken("no result"))?;
    let made_as = source(&wanted);
    let mut ordered = needed(&nodes, &made_as);
    if made_as != wanted {
        ordered.push(Node::new("Identity", &[&made_as], &wanted));
    }
    let used: HashSet<&str> = ordered.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    graph.initializer.retain(|tensor| used.contains(tensor.name()));
    for value in graph.input.iter_mut().chain(&mut graph.output) {
        if let Some(tensor) = value.kind.as_mut().and_then(|kind| kind.tensor.as_mut()) {
            tensor.elem_type = Some(FLOAT);
        }
    }
    graph.node = ordered;
    model.opset_import.truncate(1);
    Ok(model.encode_to_vec())
}

fn widen(tensor: &mut Tensor) -> Result<(), Broken> {
    if tensor.data_type == Some(FLOAT16) {
        let values = tensor.to_floats().ok_or_else(|| broken("a weight without its bytes"))?;
        *tensor = Tensor::floats(tensor.name(), &tensor.dims, &values);
    }
    Ok(())
}

/// The nodes a result depends on, each after those it reads from.
fn needed(nodes: &[Node], result: &str) -> Vec<Node> {
    let mut maker = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        for output in &node.output {
            maker.insert(output.as_str(), index);
        }
    }
    let mut ordered = Vec::new();
    let mut placed = HashSet::new();
    // The flag says that everything the node reads has been placed.
    let mut waiting: Vec<(usize, bool)> =
        maker.get(result).map(|index| (*index, false)).into_iter().collect();
    while let Some((index, ready)) = waiting.pop() {
        if placed.contains(&index) {
            continue;
        }
        if ready {
            placed.insert(index);
            ordered.push(nodes[index].clone());
            continue;
        }
        waiting.push((index, true));
        let before = nodes[index].input.iter().filter_map(|input| maker.get(input.as_str()));
        waiting.extend(before.filter(|before| !placed.contains(*before)).map(|before| (*before, false)));
    }
    ordered
}
