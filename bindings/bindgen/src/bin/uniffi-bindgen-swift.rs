//! Writes Swift sources, headers and a module map from a built library; `bindings/generate` calls it.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
