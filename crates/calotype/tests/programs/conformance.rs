//! The OpenAPI documents against the real binary: a public tool (`schemathesis`) makes requests out of them, good and
//! bad ones, and holds every answer against what the document promises. No answer is 5xx, each has a documented status
//! and content type, and its body fits the documented schema.
//!
//! `make` installs the tool below `${CALOTYPE_TOOLS:-~/.cache/calotype/tools}/schemathesis`.

use std::path::{Path, PathBuf};
use std::process::Command;

use calotype_testkit::require;

use crate::server::{PROGRAM, Server};

/// What every answer is held against.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// Operations that would end the tool's own login, or whose schema it cannot read (`prefixItems`).
const LEFT_OUT: &[&str] = &[
    "/api/v1/auth/logout",
    "/api/v1/users/me/password",
    "/api/v1/users/{id}",
    "/api/v1/users/{id}/reset-access",
    "/api/v1/timeline/buckets/{month}",
    "/v2/admin/admins/{id}",
    "/v2/admin/auth/me/change-password",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_to_generated_requests_is_what_the_documents_promise() {
    let tool = tool();
    if !tool.exists() {
        require::skipped(format!("{} is not there", tool.display()));
        return;
    }
    let server = Server::start().await;
    let documents = server.directory.join("documents");
    std::fs::create_dir_all(&documents).unwrap();
    let written = Command::new(PROGRAM).args(["openapi", "--write"]).arg(&documents).status().unwrap();
    assert!(written.success());
    let mut problems = Vec::new();
    for (document, header) in [
        ("library", format!("authorization: Bearer {}", server.person().await)),
        ("face", format!("authorization: Bearer {}", server.person().await)),
        ("hosting", format!("authorization: Bearer {}", server.administrator().await)),
        ("upload", format!("x-api-key: {}", server.key())),
    ] {
        let mut command = Command::new(&tool);
        command
            .arg("run")
            .arg(documents.join(format!("{document}.json")))
            .args(["--url", &server.url, "--header", &header, "--checks", CHECKS])
            // The same requests every time: a finding is a finding of the change at hand.
            .args(["--phases", "coverage,fuzzing", "--max-examples", "5", "--seed", "1"])
            .args(["--generation-database", "none", "--continue-on-failure", "--no-color"]);
        for path in LEFT_OUT {
            command.args(["--exclude-path", path]);
        }
        // A media type that the tool cannot write.
        command.args(["--exclude-name", "PATCH /upload-api/tus/{id}"]);
        let output = command.current_dir(&server.directory).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            said.contains("Test cases:"),
            "{document}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        if !output.status.success() {
            problems.push(format!("{document}:\n{said}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn tool() -> PathBuf {
    let tools = match (std::env::var_os("CALOTYPE_TOOLS"), std::env::var_os("HOME")) {
        (Some(tools), _) => PathBuf::from(tools),
        (None, Some(home)) => Path::new(&home).join(".cache/calotype/tools"),
        (None, None) => PathBuf::new(),
    };
    tools.join("schemathesis/bin/schemathesis")
}
