//@ user-head
//@ fail
