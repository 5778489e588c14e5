//! The library that runs models: found on the disk and opened when the first model is loaded, never before.

use std::path::{Path, PathBuf};

use ort::environment::Environment;
use ort::session::{Session as OrtSession, SessionInputValue, SessionOutputs};
use ort::value::TensorRef;

use crate::catalogue;
use crate::install;

/// Where the library is: what was configured, else what was pulled, else what lies beside this program.
pub(crate) fn find(configured: Option<&Path>, directory: &Path) -> Result<PathBuf, String> {
    if let Some(path) = configured {
        return if path.is_file() {
            Ok(path.to_owned())
        } else {
            Err(format!("the configured runtime library {} is not there", path.display()))
        };
    }
    let pulled = catalogue::named(catalogue::RUNTIME)
        .and_then(|model| Some(install::path_of(directory, model, model.files_here().next()?)));
    let beside = std::env::current_exe().ok().map(|program| program.with_file_name("libonnxruntime.so"));
    pulled
        .into_iter()
        .chain(beside)
        .find(|path| path.is_file())
        .ok_or_else(|| "the runtime library is missing; `calotype models pull` brings it".to_owned())
}

/// The opened library.
pub(crate) struct Runtime(Environment);

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Runtime")
    }
}

impl Runtime {
    /// Opens the library. A process can open one only; a second path is the first again.
    pub(crate) fn open(library: &Path) -> Result<Self, String> {
        let builder = ort::init_from(library).map_err(|e| e.to_string())?;
        Ok(Self(builder.with_name("calotype").with_telemetry(false).build().map_err(|e| e.to_string())?))
    }

    /// Loads a model. One thread runs it: the machine's cores are for several calls at once, which costs less than several
    /// cores for one.
    pub(crate) fn load(&self, model: &Path) -> Result<Session, String> {
        // Each step hands the builder on, with its own kind of error.
        let builder = OrtSession::builder(&self.0).map_err(|e| e.to_string())?;
        let builder = builder.with_intra_threads(1).map_err(|e| e.to_string())?;
        let builder = builder.with_inter_threads(1).map_err(|e| e.to_string())?;
        // A plan of the memory for each size of a picture would never be used again, and never be freed.
        let mut builder = builder.with_memory_pattern(false).map_err(|e| e.to_string())?;
        Ok(Session(builder.commit_from_file(model).map_err(|e| e.to_string())?))
    }
}

/// A loaded model.
#[derive(Debug)]
pub(crate) struct Session(OrtSession);

/// What goes into a model.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    Floats(&'a [usize], &'a [f32]),
    Ints(&'a [usize], &'a [i64]),
}

/// What comes out of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) dims: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

/// A result of a model, where the runtime put it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) dims: &'a [i64],
    pub(crate) values: &'a [f32],
}

impl Session {
    /// Runs it once, and copies the results.
    pub(crate) fn run(
        &mut self,
        inputs: &[(&str, Input<'_>)],
        outputs: &[&str],
    ) -> Result<Vec<Tensor>, String> {
        let results = self.results(inputs)?;
        let copy = |view: View<'_>| Tensor {
            dims: view.dims.iter().map(|length| usize::try_from(*length).unwrap_or_default()).collect(),
            values: view.values.to_vec(),
        };
        outputs.iter().map(|name| view(&results, name).map(copy)).collect()
    }

    /// Runs it once, and looks at one result where it is: some are too large to be copied.
    pub(crate) fn look<T>(
        &mut self,
        inputs: &[(&str, Input<'_>)],
        output: &str,
        look: impl FnOnce(View<'_>) -> T,
    ) -> Result<T, String> {
        let results = self.results(inputs)?;
        view(&results, output).map(look)
    }

    fn results(&mut self, inputs: &[(&str, Input<'_>)]) -> Result<SessionOutputs<'_>, String> {
        let text = |e: ort::Error| e.to_string();
        let mut values: Vec<(String, SessionInputValue<'_>)> = Vec::with_capacity(inputs.len());
        for (name, input) in inputs {
            let value = match input {
                Input::Floats(dims, data) => {
                    TensorRef::from_array_view((dims.to_vec(), *data)).map_err(text)?.into()
                }
                Input::Ints(dims, data) => {
                    TensorRef::from_array_view((dims.to_vec(), *data)).map_err(text)?.into()
                }
            };
            values.push(((*name).to_owned(), value));
        }
        self.0.run(values).map_err(text)
    }
}

fn view<'a>(results: &'a SessionOutputs<'_>, name: &str) -> Result<View<'a>, String> {
    let value = results.get(name).ok_or_else(|| format!("no result {name}"))?;
    let (dims, values) = value.try_extract_tensor::<f32>().map_err(|e| e.to_string())?;
    Ok(View { dims, values })
}
