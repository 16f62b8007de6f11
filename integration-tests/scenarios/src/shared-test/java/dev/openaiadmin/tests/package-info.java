/** What the tests of several modules need: the files of the project, and processes. */
@NullMarked
package dev.openaiadmin.tests;

import org.jspecify.annotations.NullMarked;
