//! Builds what Tauri needs: capabilities, permissions, the embedded configuration.

fn main() {
    #[cfg(feature = "desktop")]
    {
        println!("cargo:rerun-if-changed=src-tauri/capabilities");
        println!("cargo:rerun-if-changed=src-tauri/permissions");
        let app = tauri_build::AppManifest::new()
            .permissions_path_pattern("./src-tauri/permissions/**/*");
        let attributes = tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(app);
        if let Err(error) = tauri_build::try_build(attributes) {
            panic!("the Tauri configuration can't be built: {error:#}");
        }
    }
}
