#pragma once

namespace gainsay::python {

// Lets the errors of the libraries arrive in Python as gainsay.errors' classes of the same name, with place,
// problem and remedy; bad arguments as ValueError.
void translate_errors();

}  // namespace gainsay::python
