# Reference numbers of the tests of several methods or groups. Run: Rscript tests/oracles/several_methods.R
# (R 4.2.2, coin 1.4-2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
# Conover (1999), as in ?quade.test: sales of five brands of hand lotion in seven stores.
lotion <- matrix(c(5, 4, 7, 10, 12, 1, 3, 1, 0, 2, 16, 12, 22, 22, 35, 5, 4, 3, 5, 4, 10, 9, 7, 13, 10,
                   19, 18, 28, 37, 58, 10, 7, 6, 8, 7), nrow = 7, byrow = TRUE)
q <- quade.test(lotion)
show("quade of lotions", q$statistic, q$parameter, q$p.value)
# Hollander and Wolfe (1973), as in ?kruskal.test: mucociliary efficiency.
x <- c(2.9, 3.0, 2.5, 2.6, 3.2); y <- c(3.8, 2.7, 4.0, 2.4); z <- c(2.8, 3.4, 3.7, 2.2, 2.0)
k <- kruskal.test(list(x, y, z))
show("kruskal of mucociliary efficiency", k$statistic, k$parameter, k$p.value)
a <- kruskal.test(Ozone ~ Month, data = airquality)
show("kruskal of ozone by month", a$statistic, a$parameter, a$p.value)
