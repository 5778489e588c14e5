//! Reads the tensors of a `.pth` file as PyTorch wrote it before 1.6, without PyTorch.
//!
//! Such a file is five pickles and then the bytes of the storages. A pickle is a program, and running foreign ones is how
//! such files attack; the machine here knows only the instructions and the four names that a table of tensors needs.

use std::collections::{BTreeMap, HashMap};

use super::{Broken, broken};

/// A tensor of floats, dense, slowest axis first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weight {
    pub(crate) dims: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

/// Most instructions of a pickle, values on its stack, elements of a tensor.
const MOST: usize = 50_000_000;

/// Every tensor of floats, by name.
pub(crate) fn weights(bytes: &[u8]) -> Result<BTreeMap<String, Weight>, Broken> {
    let mut at = 0;
    // A magic number, the version of the protocol and facts about the machine that wrote it.
    for _ in 0..3 {
        run(bytes, &mut at)?;
    }
    let Value::Table(entries) = run(bytes, &mut at)? else { return Err(broken("no table of tensors")) };
    let Value::List(keys) = run(bytes, &mut at)? else { return Err(broken("no list of storages")) };
    let mut kinds = HashMap::new();
    for (_, value) in &entries {
        if let Value::Tensor { storage, kind, .. } = value {
            kinds.insert(storage.clone(), *kind);
        }
    }
    let mut storages: HashMap<String, Vec<f32>> = HashMap::new();
    for key in keys {
        let Value::Text(key) = key else { return Err(broken("a storage without a name")) };
        let kind = kinds.get(&key).copied().ok_or_else(|| broken("a storage nobody uses"))?;
        let count =
            take(bytes, &mut at, 8)?.try_into().map(u64::from_le_bytes).map_err(|_| broken("short"))?;
        let count = usize::try_from(count).ok().filter(|n| *n <= MOST).ok_or_else(|| broken("immense"))?;
        let data = take(bytes, &mut at, count * kind.size())?;
        if kind == Kind::Float {
            storages.insert(key, data.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect());
        }
    }
    let mut found = BTreeMap::new();
    for (name, value) in entries {
        let (Value::Text(name), Value::Tensor { storage, kind: Kind::Float, offset, dims, strides }) =
            (name, value)
        else {
            continue;
        };
        let storage = storages.get(&storage).ok_or_else(|| broken("a tensor without its storage"))?;
        found.insert(name, dense(storage, offset, dims, &strides)?);
    }
    Ok(found)
}

fn dense(storage: &[f32], offset: usize, dims: Vec<usize>, strides: &[usize]) -> Result<Weight, Broken> {
    let count = dims.iter().try_fold(1usize, |product, n| product.checked_mul(*n)).filter(|n| *n <= MOST);
    let count = count.ok_or_else(|| broken("an immense tensor"))?;
    if strides.len() != dims.len() {
        return Err(broken("a tensor with other strides than lengths"));
    }
    let mut values = Vec::with_capacity(count);
    for index in 0..count {
        let (mut rest, mut at) = (index, offset);
        for (length, stride) in dims.iter().zip(strides).rev() {
            at += rest % length * stride;
            rest /= length;
        }
        values.push(*storage.get(at).ok_or_else(|| broken("a tensor beyond its storage"))?);
    }
    Ok(Weight { dims, values })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Float,
    Long,
}

impl Kind {
    fn size(self) -> usize {
        match self {
            Self::Float => 4,
            Self::Long => 8,
        }
    }
}

#[derive(Debug, Clone)]
enum Value {
    Mark,
    /// None, true and false: nothing here depends on them.
    Nothing,
    Int(i64),
    Text(String),
    /// Tuples too.
    List(Vec<Value>),
    Table(Vec<(Value, Value)>),
    Name(String),
    Storage {
        key: String,
        kind: Kind,
    },
    Tensor {
        storage: String,
        kind: Kind,
        offset: usize,
        dims: Vec<usize>,
        strides: Vec<usize>,
    },
}

fn take<'a>(bytes: &'a [u8], at: &mut usize, count: usize) -> Result<&'a [u8], Broken> {
    let end = at.checked_add(count).ok_or_else(|| broken("short"))?;
    let taken = bytes.get(*at..end).ok_or_else(|| broken("the file ends too early"))?;
    *at = end;
    Ok(taken)
}

fn little(bytes: &[u8]) -> i64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | i64::from(*byte))
}

fn line(bytes: &[u8], at: &mut usize) -> Result<String, Broken> {
    let rest = bytes.get(*at..).unwrap_or_default();
    let length = rest.iter().position(|b| *b == b'\n').ok_or_else(|| broken("the file ends too early"))?;
    let text = String::from_utf8(take(bytes, at, length)?.to_vec()).map_err(|_| broken("no text"))?;
    *at += 1;
    Ok(text)
}

/// Runs one pickle (protocol 2) from `at` and leaves `at` behind it.
fn run(bytes: &[u8], at: &mut usize) -> Result<Value, Broken> {
    let mut machine = Machine { stack: Vec::new(), memo: HashMap::new() };
    for _ in 0..MOST {
        let op = take(bytes, at, 1)?[0];
        match op {
            0x80 => {
                take(bytes, at, 1)?;
            }
            b'.' => return machine.pop(),
            b'(' => machine.stack.push(Value::Mark),
            b'}' => machine.stack.push(Value::Table(Vec::new())),
            b']' | b')' => machine.stack.push(Value::List(Vec::new())),
            b'N' | 0x88 | 0x89 => machine.stack.push(Value::Nothing),
            b'K' => machine.stack.push(Value::Int(little(take(bytes, at, 1)?))),
            b'M' => machine.stack.push(Value::Int(little(take(bytes, at, 2)?))),
            b'J' => machine.stack.push(Value::Int(i64::from(little(take(bytes, at, 4)?) as i32))),
            // The magic number, ten bytes long: nobody looks at it.
            0x8a => {
                let length = little(take(bytes, at, 1)?) as usize;
                take(bytes, at, length)?;
                machine.stack.push(Value::Nothing);
            }
            b'X' => {
                let length = little(take(bytes, at, 4)?) as usize;
                let text =
                    String::from_utf8(take(bytes, at, length)?.to_vec()).map_err(|_| broken("no text"))?;
                machine.stack.push(Value::Text(text));
            }
            b'c' => {
                let name = format!("{}.{}", line(bytes, at)?, line(bytes, at)?);
                machine.stack.push(Value::Name(name));
            }
            b'q' => machine.remember(little(take(bytes, at, 1)?))?,
            b'r' => machine.remember(little(take(bytes, at, 4)?))?,
            b'h' => machine.recall(little(take(bytes, at, 1)?))?,
            b'j' => machine.recall(little(take(bytes, at, 4)?))?,
            0x85..=0x87 => {
                let from = machine.stack.len().checked_sub(usize::from(op - 0x84));
                let items = machine.stack.split_off(from.ok_or_else(|| broken("an empty stack"))?);
                machine.stack.push(Value::List(items));
            }
            b't' => {
                let items = machine.above_mark()?;
                machine.stack.push(Value::List(items));
            }
            b'e' => {
                let items = machine.above_mark()?;
                match machine.stack.last_mut() {
                    Some(Value::List(list)) => list.extend(items),
                    _ => return Err(broken("no list to append to")),
                }
            }
            b'u' => {
                let items = machine.above_mark()?;
                machine.set(items)?;
            }
            b's' => {
                let (value, key) = (machine.pop()?, machine.pop()?);
                machine.set(vec![key, value])?;
            }
            b'Q' => machine.persistent()?,
            b'R' => machine.call()?,
            // The state of the table itself, which is its bookkeeping.
            b'b' => {
                machine.pop()?;
            }
            _ => return Err(broken(format!("the instruction {op:#x} is not allowed"))),
        }
        if machine.stack.len() > MOST {
            break;
        }
    }
    Err(broken("an endless pickle"))
}

struct Machine {
    stack: Vec<Value>,
    memo: HashMap<i64, Value>,
}

impl Machine {
    fn pop(&mut self) -> Result<Value, Broken> {
        self.stack.pop().ok_or_else(|| broken("an empty stack"))
    }

    fn remember(&mut self, slot: i64) -> Result<(), Broken> {
        // Only what is called or named again; copies of growing tables would be both wrong and large.
        let value = match self.stack.last() {
            Some(value @ (Value::Name(_) | Value::Text(_) | Value::Nothing | Value::Int(_))) => value.clone(),
            Some(Value::Storage { key, kind }) => Value::Storage { key: key.clone(), kind: *kind },
            Some(_) => Value::Nothing,
            None => return Err(broken("an empty stack")),
        };
        self.memo.insert(slot, value);
        Ok(())
    }

    fn recall(&mut self, slot: i64) -> Result<(), Broken> {
        let value = self.memo.get(&slot).cloned().ok_or_else(|| broken("nothing to recall"))?;
        self.stack.push(value);
        Ok(())
    }

    fn above_mark(&mut self) -> Result<Vec<Value>, Broken> {
        let mark = self.stack.iter().rposition(|value| matches!(value, Value::Mark));
        let mark = mark.ok_or_else(|| broken("no mark"))?;
        let items = self.stack.split_off(mark + 1);
        self.stack.pop();
        Ok(items)
    }

    fn set(&mut self, items: Vec<Value>) -> Result<(), Broken> {
        // Tables of bookkeeping were forgotten above; what is set there is of no interest either.
        let Some(Value::Table(table)) = self.stack.last_mut() else {
            return if matches!(self.stack.last(), Some(Value::Nothing)) {
                Ok(())
            } else {
                Err(broken("no table"))
            };
        };
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            table.push((key, value));
        }
        Ok(())
    }

    fn persistent(&mut self) -> Result<(), Broken> {
        let Value::List(parts) = self.pop()? else { return Err(broken("no storage")) };
        let (Some(Value::Name(kind)), Some(Value::Text(key))) = (parts.get(1), parts.get(2)) else {
            return Err(broken("no storage"));
        };
        let kind = match kind.as_str() {
            "torch.FloatStorage" => Kind::Float,
            "torch.LongStorage" => Kind::Long,
            other => return Err(broken(format!("{other} is not allowed"))),
        };
        self.stack.push(Value::Storage { key: key.clone(), kind });
        Ok(())
    }

    fn call(&mut self) -> Result<(), Broken> {
        let (Value::List(arguments), Value::Name(name)) = (self.pop()?, self.pop()?) else {
            return Err(broken("no call"));
        };
        let result = match name.as_str() {
            "collections.OrderedDict" => Value::Table(Vec::new()),
            "torch._utils._rebuild_tensor_v2" => tensor(&arguments)?,
            other => return Err(broken(format!("{other} is not allowed"))),
        };
        self.stack.push(result);
        Ok(())
    }
}

fn tensor(arguments: &[Value]) -> Result<Value, Broken> {
    let [Value::Storage { key, kind }, Value::Int(offset), Value::List(dims), Value::List(strides), ..] =
        arguments
    else {
        return Err(broken("no tensor"));
    };
    let lengths = |values: &[Value]| {
        values
            .iter()
            .map(|value| match value {
                Value::Int(length) => usize::try_from(*length).map_err(|_| broken("a negative length")),
                _ => Err(broken("no length")),
            })
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Value::Tensor {
        storage: key.clone(),
        kind: *kind,
        offset: usize::try_from(*offset).map_err(|_| broken("a negative offset"))?,
        dims: lengths(dims)?,
        strides: lengths(strides)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pickle_that_calls_anything_else_is_refused() {
        let attack = b"\x80\x02cos\nsystem\nX\x04\0\0\0true\x85R.";
        let error = run(attack, &mut 0).unwrap_err();
        assert!(error.to_string().contains("os.system is not allowed"), "{error}");
    }

    #[test]
    fn a_tensor_with_strides_is_read_in_its_own_order() {
        let transposed = dense(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 1, vec![3, 2], &[1, 3]).unwrap();
        assert_eq!(transposed.values, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert!(dense(&[0.0], 0, vec![2], &[1]).is_err());
    }
}
