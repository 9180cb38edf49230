// What aya-obj makes of CO-RE relocations, for each object and kernel: the instructions that it changed, or why it refuses the object and then what becomes
// of each record alone. A line each; with `*` in the kernel's place, why it refuses the object for any kernel.
//
//     aya KERNEL.btf... -- OBJECT...
use aya_obj::{
    btf::{Btf, BtfFeatures},
    generated::bpf_insn,
    Object,
};
use object::{Endianness, Object as _, ObjectSection as _};
use std::{collections::HashSet, env, error::Error, fs, panic};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    panic::set_hook(Box::new(|_| ()));
    let arguments: Vec<String> = env::args().skip(1).collect();
    let middle = arguments.iter().position(|each| each == "--").ok_or("-- is missing")?;
    let mut kernels = Vec::new();
    for file in &arguments[..middle] {
        kernels.push(Btf::parse_file(file, Endianness::default())?);
    }
    for file in &arguments[middle + 1..] {
        let bytes = fs::read(file)?;
        if let Err(why) = caught(|| taken(&bytes)) {
            println!("*\t{file}\t*\trefused {}", line(why));
        }
        if Object::parse(&bytes).is_err() {
            continue;
        }
        for (at, kernel) in kernels.iter().enumerate() {
            match caught(|| relocated(&bytes, kernel)) {
                Ok(changes) => changes.iter().for_each(|change| println!("{at}\t{file}\t*\t{change}")),
                Err(why) => {
                    println!("{at}\t{file}\t*\trefused {}", line(why));
                    for (number, one) in alone(&bytes)?.iter().enumerate() {
                        let text = match caught(|| relocated(one, kernel)) {
                            Ok(changes) => changes.join(", "),
                            Err(why) => format!("refused {}", line(why)),
                        };
                        println!("{at}\t{file}\t{number}\t{text}");
                    }
                }
            }
        }
    }
    Ok(())
}

/// Whether it takes the object, apart from relocations of CO-RE: in the order of aya's EbpfLoader::load.
fn taken(bytes: &[u8]) -> Outcome<()> {
    let mut object = Object::parse(bytes)?;
    object.fixup_and_sanitize_btf(&BtfFeatures::new(true, true, true, true, true, true, true))?;
    let maps: Vec<_> = object.maps.drain().collect();
    let text: HashSet<usize> = object.functions.keys().map(|(section, _)| *section).collect();
    object.relocate_maps(maps.iter().map(|(name, map)| (name.as_str(), 3, map)), &text)?;
    object.relocate_calls(&text)?;
    Ok(())
}

/// The instructions that are others afterwards.
fn relocated(bytes: &[u8], kernel: &Btf) -> Outcome<Vec<String>> {
    let before = Object::parse(bytes)?;
    let mut after = before.clone();
    after.relocate_btf(kernel)?;
    let mut changes = Vec::new();
    for (key, function) in &before.functions {
        for (at, (old, new)) in function.instructions.iter().zip(&after.functions[key].instructions).enumerate() {
            if text(old) != text(new) {
                changes.push(format!("{} {} {}", function.section_index.0, function.section_offset / 8 + at, text(new)));
            }
        }
    }
    Ok(changes)
}

fn text(one: &bpf_insn) -> String {
    format!("{} {} {} {} {}", one.code, one.dst_reg(), one.src_reg(), one.off, one.imm)
}

/// The object once for each of its records of CO-RE, with no other.
fn alone(bytes: &[u8]) -> Outcome<Vec<Vec<u8>>> {
    let file = object::File::parse(bytes)?;
    let Some((start, _)) = file.section_by_name(".BTF.ext").and_then(|section| section.file_range()) else {
        return Ok(Vec::new());
    };
    let start = start as usize;
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    // struct btf_ext_header: hdr_len, core_relo_off, core_relo_len.
    let (place, mut at) = (start + 28, start + word(start + 4) + word(start + 24));
    let (begin, end, size) = (at, at + word(place), word(at));
    let mut objects = Vec::new();
    at += 4;
    while at < end {
        let count = word(at + 4);
        for number in 0..count {
            let record = at + 8 + number * size;
            let mut one = bytes.to_vec();
            one[begin + 4..begin + 8].copy_from_slice(&bytes[at..at + 4]);
            one[begin + 8..begin + 12].copy_from_slice(&1u32.to_le_bytes());
            one[begin + 12..begin + 12 + size].copy_from_slice(&bytes[record..record + size]);
            one[place..place + 4].copy_from_slice(&(12 + size as u32).to_le_bytes());
            objects.push(one);
        }
        at += 8 + count * size;
    }
    Ok(objects)
}

fn caught<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    panic::catch_unwind(panic::AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it panicked".into()))
}

fn line(why: Box<dyn Error>) -> String {
    let mut text = why.to_string();
    let mut cause = why.source();
    while let Some(each) = cause {
        text += &format!(": {each}");
        cause = each.source();
    }
    text.replace(['\n', '\t'], " ")
}
