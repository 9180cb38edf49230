const SOURCE: &str = "src/bpf/hello.bpf.c";
const TYPES: &str = "src/bpf/vmlinux.h";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={SOURCE}");
    println!("cargo:rerun-if-changed={TYPES}");
    println!("cargo:rerun-if-env-changed=CLANG");
    if !Path::new(TYPES).exists() {
        return Err(format!("there is no {TYPES}: write it with \"ebpf vmlinux --output {TYPES}\"").into());
    }
