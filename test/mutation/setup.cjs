const fc = require('fast-check');

// A property gets as many cases as this takes: a mutant that a thousand would find is found by the examples as well.
fc.configureGlobal({ interruptAfterTimeLimit: 100, markInterruptAsFailure: false });
