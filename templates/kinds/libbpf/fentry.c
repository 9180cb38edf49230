//@ prints-opened
