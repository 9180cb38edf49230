/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef NAME_H
#define NAME_H

//@ flow

#endif /* NAME_H */
