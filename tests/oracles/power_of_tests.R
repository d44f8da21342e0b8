# Reference powers of the exact tests on counts, of Noether's approximation and of a plan from a pilot.
# Run: Rscript tests/oracles/power_of_tests.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))

sign_power <- function(n, p, alpha = 0.05) {
  rejects <- sapply(0:n, function(k) binom.test(k, n)$p.value <= alpha)
  sum(dbinom(0:n, n, p)[rejects])
}
show("sign 20 .75, 6 .9, 5 .9, 50 .3", sign_power(20, 0.75), sign_power(6, 0.9), sign_power(5, 0.9), sign_power(50, 0.3))
n <- 1; while (sign_power(n, 0.75) < 0.8) n <- n + 1
show("sign smallest n for .75", n, sign_power(n, 0.75), sign_power(n + 1, 0.75))

mcnemar_power <- function(a, b, n, alpha = 0.05) sum(sapply(1:n, function(k) dbinom(k, n, a + b) * sign_power(k, a / (a + b), alpha)))
show("mcnemar .2 .1 of 100, .1 .02 of 60", mcnemar_power(0.2, 0.1, 100), mcnemar_power(0.1, 0.02, 60))
n <- 40; while (mcnemar_power(0.3, 0.1, n) < 0.8) n <- n + 1
show("mcnemar n for .3 .1 (first from 40)", n, mcnemar_power(0.3, 0.1, n - 1), mcnemar_power(0.3, 0.1, n))

fisher_power <- function(pa, pb, na, nb, alpha = 0.05) {
  power <- 0
  for (x in 0:na) for (y in 0:nb) {
    if (fisher.test(rbind(c(x, na - x), c(y, nb - y)))$p.value <= alpha) power <- power + dbinom(x, na, pa) * dbinom(y, nb, pb)
  }
  power
}
show("fisher .8 .4 at 20 v 20, .9 .5 at 10 v 15", fisher_power(0.8, 0.4, 20, 20), fisher_power(0.9, 0.5, 10, 15))
show("fisher .8 .4 at 26, 27, 28", fisher_power(0.8, 0.4, 26, 26), fisher_power(0.8, 0.4, 27, 27), fisher_power(0.8, 0.4, 28, 28))

z <- qnorm(0.975)
show("noether mann-whitney .75 at 15 v 20", pnorm(sqrt(12 * 15 * 20 / 35) * 0.25 - z))
show("noether signed rank .8 at 20", pnorm(sqrt(60) * 0.3 - z))
show("noether sizes mw .7, sr .7", (z + qnorm(0.8))^2 / (6 * 0.04), (z + qnorm(0.8))^2 / (3 * 0.04))

power <- function(n, effect, sd) {
  df <- 2 * n - 2; ncp <- abs(effect) / sd * sqrt(n / 2); t <- qt(0.975, df)
  pt(t, df, ncp, lower.tail = FALSE) + pt(-t, df, ncp)
}
assurance <- function(s, df, effect, n) integrate(function(x) sapply(x, function(v) dchisq(v, df) * power(n, effect, s / sqrt(v / df))), 0, Inf, rel.tol = 1e-10, subdivisions = 1000)$value
show("assurance sd 1 df 8 effect 1 n 17; sd 2 df 2 effect 3 n 10", assurance(1, 8, 1, 17), assurance(2, 2, 3, 10))
n <- 17; while (assurance(1, 8, 1, n) < 0.8) n <- n + 1
show("assurance n", n)
show("sd bounds df 4", sqrt(4 / qchisq(c(0.8, 0.2), 4)))
size <- function(effect, sd) { n <- 2; while (power(n, effect, sd) < 0.8) n <- n + 1; n }
show("sizes at them, effect 1.5", size(1.5, sqrt(4 / qchisq(0.8, 4))), size(1.5, 1), size(1.5, sqrt(4 / qchisq(0.2, 4))))
