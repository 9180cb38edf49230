// Reads lines "OBJECT BTF PROGRAM" and says of each what becomes of the program when aya loads it on this kernel, as test/programs/reach/verifier.c does. The
// BTF is not looked at. Run as root.
use aya::{programs::Program, Btf, EbpfLoader};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};
use std::{error::Error, fs, io};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let btf = Btf::from_sys_fs()?;
    for line in io::stdin().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let [file, _, program] = words[..] else { return Err(format!("what is {line}?").into()) };
        match load(file, program, &btf) {
            Ok(()) => println!("loaded"),
            Err(why) => println!("{}", text(why.as_ref())),
        }
    }
    Ok(())
}

fn load(file: &str, name: &str, btf: &Btf) -> Outcome<()> {
    let bytes = fs::read(file)?;
    let sizes: Vec<String> = match aya_obj::Object::parse(&bytes) {
        Ok(object) => object.maps.iter().filter(|(_, map)| map.max_entries() == 0).map(|(name, _)| name.clone()).collect(),
        Err(_) => Vec::new(),
    };
    let mut loader = EbpfLoader::new();
    loader.btf(Some(btf));
    // What a program would set. Ring buffers are made whole pages of.
    for map in &sizes {
        loader.set_max_entries(map, 1);
    }
    let mut object = loader.load(&bytes)?;
    let target = target(&bytes, name).unwrap_or_default();
    match object.program_mut(name).ok_or("it has no such program")? {
        Program::FEntry(it) => it.load(&target, btf)?,
        Program::FExit(it) => it.load(&target, btf)?,
        Program::Lsm(it) => it.load(&target, btf)?,
        Program::BtfTracePoint(it) => it.load(&target, btf)?,
        Program::KProbe(it) => it.load()?,
        Program::UProbe(it) => it.load()?,
        Program::TracePoint(it) => it.load()?,
        Program::RawTracePoint(it) => it.load()?,
        Program::PerfEvent(it) => it.load()?,
        Program::SocketFilter(it) => it.load()?,
        Program::Xdp(it) => it.load()?,
        Program::SchedClassifier(it) => it.load()?,
        Program::SkMsg(it) => it.load()?,
        Program::SkSkb(it) => it.load()?,
        Program::SkLookup(it) => it.load()?,
        Program::SockOps(it) => it.load()?,
        Program::CgroupSkb(it) => it.load()?,
        Program::CgroupSock(it) => it.load()?,
        Program::CgroupSockAddr(it) => it.load()?,
        Program::CgroupSockopt(it) => it.load()?,
        Program::CgroupSysctl(it) => it.load()?,
        Program::CgroupDevice(it) => it.load()?,
        Program::LircMode2(it) => it.load()?,
        _ => return Err("it is of a type that this does not load".into()),
    }
    Ok(())
}

/// What stands behind the first slash in the name of the program's section: aya asks for it anew.
fn target(bytes: &[u8], name: &str) -> Option<String> {
    let file = object::File::parse(bytes).ok()?;
    let symbol = file.symbols().find(|symbol| symbol.name() == Ok(name))?;
    let section = file.section_by_index(symbol.section_index()?).ok()?;
    Some(section.name().ok()?.split_once('/')?.1.to_string())
}

/// In one line. The verifier met an instruction that could not be relocated: "reached".
fn text(why: &dyn Error) -> String {
    let mut whole = why.to_string();
    let mut cause = why.source();
    while let Some(each) = cause {
        whole += &format!(": {each}");
        cause = each.source();
    }
    if whole.contains("195896080") {
        return "reached".to_string();
    }
    format!("error {}", whole.split_whitespace().collect::<Vec<_>>().join(" "))
}
