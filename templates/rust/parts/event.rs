/// The event that the ring buffer brings as bytes.
fn event_of(data: &[u8]) -> Option<Event> {
    // SAFETY: there are enough bytes, and each is valid in every field, which are integers.
    (data.len() >= size_of::<Event>()).then(|| unsafe { data.as_ptr().cast::<Event>().read_unaligned() })
}

/// A C string without control characters: others choose the names of files and processes.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).replace(char::is_control, "?")
}
