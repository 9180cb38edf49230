//@ prints-run
