# Reference numbers of the power functions. Run: Rscript tests/oracles/power.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
show("two-sample power n=17 d=1", power.t.test(n = 17, delta = 1, strict = TRUE)$power)
show("two-sample power n=5 d=.3", power.t.test(n = 5, delta = 0.3, strict = TRUE)$power)
power_ab <- function(d, n1, n2, alpha = 0.05) {
  df <- n1 + n2 - 2; ncp <- d / sqrt(1 / n1 + 1 / n2); c <- qt(1 - alpha / 2, df)
  pt(c, df, ncp, lower.tail = FALSE) + pt(-c, df, ncp)
}
show("two-sample power 5 v 12, d=1.2, alpha=.01", power_ab(1.2, 5, 12, 0.01))
show("paired power n=8 d=1.1", power.t.test(n = 8, delta = 1.1, type = "paired", strict = TRUE)$power)
show("sizes for d = .5 .8 1 1.2 1.5 2 3 4", sapply(c(.5, .8, 1, 1.2, 1.5, 2, 3, 4), function(d) { n <- 2; while (power_ab(d, n, n) < .8) n <- n + 1; n }))
show("smallest effects for n = 2 3 5 10 20 30", sapply(c(2, 3, 5, 10, 20, 30), function(n) uniroot(function(d) power_ab(d, n, n) - .8, c(.1, 10), tol = 1e-13)$root))
show("paired size d=.8", { n <- 2; while (power.t.test(n = n, delta = .8, type = "paired", strict = TRUE)$power < .8) n <- n + 1; n })
show("paired smallest effect n=6", uniroot(function(d) power.t.test(n = 6, delta = d, type = "paired", strict = TRUE)$power - .8, c(.1, 10), tol = 1e-13)$root)

# Equivalence at a true difference of 0: reject when |D| <= margin - t * se * S; integrate over the pooled variance.
tost <- function(margin, n, alpha = 0.05) {
  df <- 2 * n - 2; se <- sqrt(2 / n); c <- qt(1 - alpha, df)
  f <- function(v) (2 * pnorm(pmax(0, margin / se - c * sqrt(v / df))) - 1) * dchisq(v, df)
  integrate(f, 0, df * (margin / se / c)^2, rel.tol = 1e-11, subdivisions = 2000)$value
}
show("tost power margin .5 n=50; 1 n=12; .2 n=400; 2 n=3", tost(.5, 50), tost(1, 12), tost(.2, 400), tost(2, 3))
show("tost sizes margin 1 .5", sapply(c(1, .5), function(m) { n <- 2; while (tost(m, n) < .8) n <- n + 1; n }))
show("pilot bounds of variance, df 2 4 9 19", sapply(c(2, 4, 9, 19), function(df) df / qchisq(.2, df)))
planning <- function(df, power = .8, alpha = .05) qt(power, df, ncp = qnorm(1 - alpha / 2)) / (qnorm(1 - alpha / 2) + qnorm(power))
show("planning sd, df 1 4 8 18 58; df 8 power .9 alpha .01", planning(1), planning(4), planning(8), planning(18), planning(58), planning(8, .9, .01))
sized <- function(d, sd, df) { s <- sd * planning(df); ceiling(power.t.test(delta = d, sd = s, power = .8, strict = TRUE)$n) }
show("planned seeds for .002 from a pilot of 5 + 5 with sd .0158113883", sized(.002, .0158113883, 8))
# fixtures/audit/underpowered_comparison/fires: the sd that makes its detectable effect 0.010121056873398928
seen <- uniroot(function(s) power.t.test(n = 5, sd = s, delta = 0.010121056873398928, strict = TRUE)$power - .8, c(.001, .02), tol = 1e-14)$root
show("planned seeds for .005 from a pilot of 5 + 5 with its sd", sized(.005, seen, 8))

show("prop difference from .8 n=500", power.prop.test(n = 500, p1 = .8, power = .8, tol = 1e-13)$p2 - .8)
connor <- function(psi, n) uniroot(function(d) d * sqrt(n) - qnorm(.975) * sqrt(psi) - qnorm(.8) * sqrt(psi - d^2), c(0, psi), tol = 1e-14)$root
show("mcnemar difference psi=.1 n=1000", connor(.1, 1000))
f <- function(n) integrate(function(x) x * n * dnorm(x) * pnorm(x)^(n - 1), -10, 12, rel.tol = 1e-11, subdivisions = 1000)$value
show("expected maximum 2 3 10 20 50 100 1000", sapply(c(2, 3, 10, 20, 50, 100, 1000), f))
show("size for d = .001", ceiling(uniroot(function(n) power_ab(.001, n, n) - .8, c(1e7, 2e7), tol = 1e-6)$root))
