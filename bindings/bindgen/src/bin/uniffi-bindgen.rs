//! Writes Kotlin or Python sources from a built library; `bindings/generate` calls it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
