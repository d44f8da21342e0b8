# Reference numbers of the equivalence tests. Run: Rscript tests/oracles/equivalence.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
a <- sleep$extra[sleep$group == 1]
b <- sleep$extra[sleep$group == 2]
tost <- function(m, ...) {
  low <- t.test(a, b, mu = -m, alternative = "greater", ...)
  high <- t.test(a, b, mu = m, alternative = "less", ...)
  show("tost: t-low t-high p-low p-high", low$statistic, high$statistic, low$p.value, high$p.value)
  show("  90% interval", t.test(a, b, conf.level = 0.9, ...)$conf.int)
}
tost(2)
tost(2, paired = TRUE)
