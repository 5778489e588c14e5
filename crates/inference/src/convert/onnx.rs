//! The parts of the ONNX file format that our conversions read and write.
//!
//! Field numbers are those of `onnx.proto` (ONNX IR version 8). What is not listed here (documentation, traces, shapes of
//! inner values) is dropped on the way through, and no runtime misses it.

use prost::Message;

/// `TensorProto.DataType` FLOAT.
pub(crate) const FLOAT: i32 = 1;
/// `TensorProto.DataType` UINT8.
pub(crate) const UINT8: i32 = 2;
/// `TensorProto.DataType` INT8.
pub(crate) const INT8: i32 = 3;
/// `TensorProto.DataType` INT64.
pub(crate) const INT64: i32 = 7;
/// `TensorProto.DataType` FLOAT16.
pub(crate) const FLOAT16: i32 = 10;

const ATTRIBUTE_FLOAT: i32 = 1;
const ATTRIBUTE_INT: i32 = 2;
const ATTRIBUTE_STRING: i32 = 3;
const ATTRIBUTE_INTS: i32 = 7;

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Model {
    #[prost(int64, optional, tag = "1")]
    pub(crate) ir_version: Option<i64>,
    #[prost(string, optional, tag = "2")]
    pub(crate) producer_name: Option<String>,
    #[prost(message, optional, tag = "7")]
    pub(crate) graph: Option<Graph>,
    #[prost(message, repeated, tag = "8")]
    pub(crate) opset_import: Vec<OperatorSet>,
    #[prost(message, repeated, tag = "14")]
    pub(crate) metadata_props: Vec<Entry>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct OperatorSet {
    #[prost(string, optional, tag = "1")]
    pub(crate) domain: Option<String>,
    #[prost(int64, optional, tag = "2")]
    pub(crate) version: Option<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Entry {
    #[prost(string, optional, tag = "1")]
    pub(crate) key: Option<String>,
    #[prost(string, optional, tag = "2")]
    pub(crate) value: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Graph {
    #[prost(message, repeated, tag = "1")]
    pub(crate) node: Vec<Node>,
    #[prost(string, optional, tag = "2")]
    pub(crate) name: Option<String>,
    #[prost(message, repeated, tag = "5")]
    pub(crate) initializer: Vec<Tensor>,
    #[prost(message, repeated, tag = "11")]
    pub(crate) input: Vec<ValueInfo>,
    #[prost(message, repeated, tag = "12")]
    pub(crate) output: Vec<ValueInfo>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Node {
    #[prost(string, repeated, tag = "1")]
    pub(crate) input: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    pub(crate) output: Vec<String>,
    #[prost(string, optional, tag = "3")]
    pub(crate) name: Option<String>,
    #[prost(string, optional, tag = "4")]
    pub(crate) op_type: Option<String>,
    #[prost(message, repeated, tag = "5")]
    pub(crate) attribute: Vec<Attribute>,
    #[prost(string, optional, tag = "7")]
    pub(crate) domain: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Attribute {
    #[prost(string, optional, tag = "1")]
    pub(crate) name: Option<String>,
    #[prost(float, optional, tag = "2")]
    pub(crate) f: Option<f32>,
    #[prost(int64, optional, tag = "3")]
    pub(crate) i: Option<i64>,
    #[prost(bytes = "vec", optional, tag = "4")]
    pub(crate) s: Option<Vec<u8>>,
    #[prost(message, optional, tag = "5")]
    pub(crate) t: Option<Tensor>,
    #[prost(float, repeated, packed = "false", tag = "7")]
    pub(crate) floats: Vec<f32>,
    #[prost(int64, repeated, packed = "false", tag = "8")]
    pub(crate) ints: Vec<i64>,
    #[prost(bytes = "vec", repeated, tag = "9")]
    pub(crate) strings: Vec<Vec<u8>>,
    #[prost(int32, optional, tag = "20")]
    pub(crate) kind: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Tensor {
    #[prost(int64, repeated, packed = "false", tag = "1")]
    pub(crate) dims: Vec<i64>,
    #[prost(int32, optional, tag = "2")]
    pub(crate) data_type: Option<i32>,
    #[prost(float, repeated, tag = "4")]
    pub(crate) float_data: Vec<f32>,
    #[prost(int32, repeated, tag = "5")]
    pub(crate) int32_data: Vec<i32>,
    #[prost(int64, repeated, tag = "7")]
    pub(crate) int64_data: Vec<i64>,
    #[prost(string, optional, tag = "8")]
    pub(crate) name: Option<String>,
    #[prost(bytes = "vec", optional, tag = "9")]
    pub(crate) raw_data: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ValueInfo {
    #[prost(string, optional, tag = "1")]
    pub(crate) name: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub(crate) kind: Option<ValueType>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ValueType {
    #[prost(message, optional, tag = "1")]
    pub(crate) tensor: Option<TensorType>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TensorType {
    #[prost(int32, optional, tag = "1")]
    pub(crate) elem_type: Option<i32>,
    #[prost(message, optional, tag = "2")]
    pub(crate) shape: Option<Shape>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Shape {
    #[prost(message, repeated, tag = "1")]
    pub(crate) dim: Vec<Dimension>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Dimension {
    #[prost(int64, optional, tag = "1")]
    pub(crate) dim_value: Option<i64>,
    #[prost(string, optional, tag = "2")]
    pub(crate) dim_param: Option<String>,
}

impl Model {
    /// A model around a graph, for operator set 13.
    pub(crate) fn around(graph: Graph) -> Self {
        Self {
            ir_version: Some(8),
            producer_name: Some("calotype".into()),
            graph: Some(graph),
            opset_import: vec![OperatorSet { domain: None, version: Some(13) }],
            metadata_props: Vec::new(),
        }
    }
}

impl Node {
    pub(crate) fn new(op: &str, inputs: &[&str], output: &str) -> Self {
        Self {
            input: inputs.iter().map(|name| (*name).to_owned()).collect(),
            output: vec![output.to_owned()],
            op_type: Some(op.to_owned()),
            ..Self::default()
        }
    }

    pub(crate) fn int(mut self, name: &str, value: i64) -> Self {
        self.attribute.push(Attribute { i: Some(value), ..Attribute::of(name, ATTRIBUTE_INT) });
        self
    }

    pub(crate) fn ints(mut self, name: &str, values: &[i64]) -> Self {
        self.attribute.push(Attribute { ints: values.to_vec(), ..Attribute::of(name, ATTRIBUTE_INTS) });
        self
    }

    pub(crate) fn float(mut self, name: &str, value: f32) -> Self {
        self.attribute.push(Attribute { f: Some(value), ..Attribute::of(name, ATTRIBUTE_FLOAT) });
        self
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        let value = Some(value.as_bytes().to_vec());
        self.attribute.push(Attribute { s: value, ..Attribute::of(name, ATTRIBUTE_STRING) });
        self
    }

    pub(crate) fn op(&self) -> &str {
        self.op_type.as_deref().unwrap_or_default()
    }

    /// The integer attribute of that name.
    pub(crate) fn int_of(&self, name: &str) -> Option<i64> {
        self.attribute.iter().find(|a| a.name.as_deref() == Some(name)).and_then(|a| a.i)
    }
}

impl Attribute {
    fn of(name: &str, kind: i32) -> Self {
        Self { name: Some(name.to_owned()), kind: Some(kind), ..Self::default() }
    }
}

impl Tensor {
    /// A tensor of 32-bit floats.
    pub(crate) fn floats(name: &str, dims: &[i64], values: &[f32]) -> Self {
        Self {
            dims: dims.to_vec(),
            data_type: Some(FLOAT),
            name: Some(name.to_owned()),
            raw_data: Some(values.iter().flat_map(|value| value.to_le_bytes()).collect()),
            ..Self::default()
        }
    }

    /// The values as 32-bit floats, from any of the types our models use; `None` for other types.
    pub(crate) fn to_floats(&self) -> Option<Vec<f32>> {
        let kind = self.data_type?;
        let Some(raw) = &self.raw_data else {
            return match kind {
                FLOAT => Some(self.float_data.clone()),
                INT8 | UINT8 => Some(self.int32_data.iter().map(|v| *v as f32).collect()),
                INT64 => Some(self.int64_data.iter().map(|v| *v as f32).collect()),
                _ => None,
            };
        };
        match kind {
            FLOAT => Some(raw.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect()),
            INT8 => Some(raw.iter().map(|b| f32::from(*b as i8)).collect()),
            UINT8 => Some(raw.iter().map(|b| f32::from(*b)).collect()),
            INT64 => Some(raw.as_chunks().0.iter().map(|b| i64::from_le_bytes(*b) as f32).collect()),
            FLOAT16 => Some(raw.as_chunks().0.iter().map(|b| half(u16::from_le_bytes(*b))).collect()),
            _ => None,
        }
    }

    /// The values as integers, where that is what they are.
    pub(crate) fn to_ints(&self) -> Option<Vec<i64>> {
        match (self.data_type?, &self.raw_data) {
            (INT64, Some(raw)) => Some(raw.as_chunks().0.iter().map(|b| i64::from_le_bytes(*b)).collect()),
            (INT64, None) => Some(self.int64_data.clone()),
            _ => None,
        }
    }
}

impl ValueInfo {
    /// A named value of 32-bit floats; a dimension without a number is free.
    pub(crate) fn floats(name: &str, dims: &[Result<i64, &str>]) -> Self {
        let dim = dims
            .iter()
            .map(|dim| match dim {
                Ok(size) => Dimension { dim_value: Some(*size), dim_param: None },
                Err(free) => Dimension { dim_value: None, dim_param: Some((*free).to_owned()) },
            })
            .collect();
        let tensor = TensorType { elem_type: Some(FLOAT), shape: Some(Shape { dim }) };
        Self { name: Some(name.to_owned()), kind: Some(ValueType { tensor: Some(tensor) }) }
    }
}

/// An IEEE 754 half-precision number.
pub(crate) fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let exponent = u32::from(bits >> 10) & 0x1f;
    let fraction = u32::from(bits) & 0x3ff;
    match exponent {
        // Zero and what is smaller than 2^-14: exact as a product.
        0 => {
            let value = fraction as f32 * 2f32.powi(-24);
            if sign == 0 { value } else { -value }
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | (fraction << 13)),
        _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_read_exactly() {
        for (bits, value) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x0001, 2f32.powi(-24)),
            (0x7bff, 65504.0),
            (0x8000, -0.0),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(half(bits).to_bits(), f32::to_bits(value), "{bits:#x}");
        }
        assert!(half(0x7e00).is_nan());
    }

    #[test]
    fn a_model_that_was_written_reads_the_same() {
        let graph = Graph {
            node: vec![
                Node::new("Conv", &["x", "w"], "y")
                    .ints("strides", &[2, 2])
                    .text("auto_pad", "VALID")
                    .float("a", 0.5)
                    .int("group", 1),
            ],
            name: Some("g".into()),
            initializer: vec![Tensor::floats("w", &[2, 1], &[1.5, -2.0])],
            input: vec![ValueInfo::floats("x", &[Err("N"), Ok(3)])],
            output: vec![ValueInfo::floats("y", &[Err("N")])],
        };
        let model = Model::around(graph);
        let read = Model::decode(model.encode_to_vec().as_slice()).unwrap();
        assert_eq!(read, model);
        assert_eq!(read.graph.unwrap().initializer[0].to_floats().unwrap(), [1.5, -2.0]);
    }
}
